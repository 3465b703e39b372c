import type { Bilingual, Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { CausesReport } from './cause-reports.service.js';
import { groupTable } from './group-table.js';

const SHARE: Bilingual = { zh: '占比', en: 'Share' };
const ENTERPRISES: Bilingual = { zh: '涉及企业', en: 'Enterprises' };
const REGIONS: Bilingual = { zh: '涉及地区', en: 'Regions' };

const COLUMNS: readonly Column<CausesReport['rows'][number]>[] = [
  { heading: COUNTS.received.label, kind: 'whole', of: ({ figures }) => figures.counts.received },
  { heading: SHARE, kind: 'percent', of: ({ share }) => share.text },
  { heading: ENTERPRISES, kind: 'whole', of: ({ enterprises }) => enterprises },
  { heading: REGIONS, kind: 'whole', of: ({ regions }) => regions },
  { heading: COUNTS.open.label, kind: 'whole', of: ({ figures }) => figures.counts.open },
  { heading: RATES.completion.label, kind: 'percent', of: ({ figures }) => figures.rates.completion.text },
];

/** What enterprises come with most often; enterprises and regions of the sub-categories do not add up. */
export function causesTable({ period, asOf, rows }: CausesReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '共性问题', en: 'Common causes' }, file: 'common-causes', period, asOf },
      ...{ group: GROUPINGS.subcategory, columns: COLUMNS, rows },
    },
    language,
  );
}
