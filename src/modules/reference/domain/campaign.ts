import type { LocalDate } from '../../../kernel/local-date.js';

/** A campaign from `startsOn` (inclusive) to `endsOn` (exclusive, null while it lasts). */
export interface Campaign {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly active: boolean;
  readonly version: number;
}
