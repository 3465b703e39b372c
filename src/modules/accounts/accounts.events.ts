import type { Instant } from '../../kernel/clock.js';

/** The last open account of somebody as a cadre has been closed; at once, whatever they still have to do. */
export class CadreAccountClosed {
  constructor(
    readonly cadreId: string,
    readonly at: Instant,
  ) {}
}
