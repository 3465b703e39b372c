import type { Bilingual } from '../../kernel/language.js';
import type { Grouping } from '../issues/index.js';
import type { Figures } from '../reports/index.js';

/** One row of the table, as it was. */
export interface FrozenRow {
  readonly key: string;
  readonly label: Bilingual;
  /** By completion; null where nobody is ranked. */
  readonly rank: number | null;
  readonly figures: Figures;
}

/** An issue that is left out by decision; without its title when it is confidential, and never with its enterprise. */
export interface FrozenExclusion {
  readonly issueId: string;
  readonly number: string;
  readonly title: string | null;
  readonly regionCode: string;
  readonly reason: string;
  /** The office that has decided, not the person. */
  readonly decidedByRole: string;
}

/** The filters of a bulletin, as `/issues` takes them. */
export type BulletinFilters = Readonly<
  Partial<Record<'categoryCode' | 'departmentId' | 'chainCode' | 'level' | 'channel' | 'campaignCode', string>>
>;

/** Everything that is frozen but its number. Instants are ISO texts, since this is what is hashed and handed out. */
export interface BulletinDraft {
  readonly region: { readonly code: string; readonly name: Bilingual };
  readonly title: Bilingual;
  readonly period: { readonly from: string; readonly to: string };
  readonly asOf: string;
  readonly groupBy: Grouping;
  readonly filters: BulletinFilters;
  readonly total: Figures;
  readonly rows: readonly FrozenRow[];
  readonly exclusions: readonly FrozenExclusion[];
}

export interface BulletinContent extends BulletinDraft {
  readonly format: 1;
  readonly year: number;
  readonly sequence: number;
  readonly createdAt: string;
}
