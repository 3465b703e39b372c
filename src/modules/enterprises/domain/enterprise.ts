import type { Bilingual } from '../../../kernel/language.js';
import type { Instant } from '../../../kernel/clock.js';
import type { LocalDate } from '../../../kernel/local-date.js';

/** By the official size classes of the National Bureau of Statistics (2017). */
export const ENTERPRISE_SIZES = ['large', 'medium', 'small', 'micro'] as const;
export type EnterpriseSize = (typeof ENTERPRISE_SIZES)[number];
export const SIZE_LABELS: Readonly<Record<EnterpriseSize, Bilingual>> = {
  large: { zh: '大型', en: 'Large' },
  medium: { zh: '中型', en: 'Medium' },
  small: { zh: '小型', en: 'Small' },
  micro: { zh: '微型', en: 'Micro' },
};

/** `zombie`: registered but without any business (僵尸企业); left out of coverage figures. */
export const ENTERPRISE_STATUSES = ['active', 'suspended', 'zombie', 'dissolved'] as const;
export type EnterpriseStatus = (typeof ENTERPRISE_STATUSES)[number];
export const STATUS_LABELS: Readonly<Record<EnterpriseStatus, Bilingual>> = {
  active: { zh: '正常经营', en: 'Active' },
  suspended: { zh: '停业', en: 'Suspended' },
  zombie: { zh: '僵尸企业', en: 'Without business' },
  dissolved: { zh: '注销', en: 'Dissolved' },
};

/** A title that the enterprise was granted, such as 专精特新. */
export interface Honour {
  readonly name: string;
  readonly level: string | null;
  readonly grantedOn: LocalDate;
  /** The last day on which it is valid; null for good. */
  readonly validUntil: LocalDate | null;
}

export interface EnterpriseContact {
  readonly name: string;
  readonly phone: string;
  readonly title: string | null;
}

export interface EnterpriseRow {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly regionCode: string;
  readonly industry: string;
  readonly size: EnterpriseSize;
  readonly chainCode: string | null;
  readonly honours: readonly Honour[];
  readonly contacts: readonly EnterpriseContact[];
  readonly status: EnterpriseStatus;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}
