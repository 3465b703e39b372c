import type { Effect } from './effect.js';

/** A cadre by id, and by the name that the timeline keeps. */
interface Supporter {
  readonly id: string;
  readonly name: string;
}

/** Who comes to support a lead who stays, and who leaves. */
export interface SupportChange {
  readonly added: readonly Supporter[];
  readonly removed: readonly Supporter[];
}

/** Others support the lead from now on; the lead, their signature and their clocks stay as they are. */
export function supportChanged(
  input: { readonly coHandlerIds?: readonly string[]; readonly reason: string },
  { added, removed }: SupportChange,
): Effect {
  return {
    changes: {},
    details: { reason: input.reason, coHandlersAdded: added, coHandlersRemoved: removed },
    // Whom an office lends to the lead is its own affair.
    visible: false,
    coHandlerIds: input.coHandlerIds ?? [],
  };
}
