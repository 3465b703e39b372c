import type { Bilingual } from '../../../kernel/language.js';

/** Counted for each region and year, without a gap. */
export interface BulletinNumber {
  readonly year: number;
  readonly sequence: number;
}

/** `2026-12` */
export const plainNumber = ({ year, sequence }: BulletinNumber): string => `${year}-${sequence}`;

/** As it stands on the paper: 通报〔2026〕12号, with the brackets of GB/T 9704-2012 § 7.2.5 and no leading zero. */
export const officialNumber = ({ year, sequence }: BulletinNumber): Bilingual => ({
  zh: `通报〔${year}〕${sequence}号`,
  en: `Bulletin ${year}-${sequence}`,
});
