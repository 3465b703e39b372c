import type { Bilingual } from '../../kernel/language.js';
import type { Table } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import type { CausesReport } from './cause-reports.service.js';
import { AS_OF, codeOf, FROM, TO } from './table-headings.js';

const SHARE: Bilingual = { zh: '占比', en: 'Share' };
const ENTERPRISES: Bilingual = { zh: '涉及企业', en: 'Enterprises' };
const REGIONS: Bilingual = { zh: '涉及地区', en: 'Regions' };

/** What enterprises come with most often, a line a sub-category. */
export function causesTable({ period, asOf, rows }: CausesReport): Table<CausesReport['rows'][number]> {
  const group = GROUPINGS.subcategory;
  return {
    name: { zh: '共性问题', en: 'Common causes' },
    file: 'common-causes',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      { heading: COUNTS.received.label, kind: 'whole', of: ({ figures }) => figures.counts.received },
      { heading: SHARE, kind: 'percent', of: ({ share }) => share.text },
      { heading: ENTERPRISES, kind: 'whole', of: ({ enterprises }) => enterprises },
      { heading: REGIONS, kind: 'whole', of: ({ regions }) => regions },
      { heading: COUNTS.open.label, kind: 'whole', of: ({ figures }) => figures.counts.open },
      { heading: RATES.completion.label, kind: 'percent', of: ({ figures }) => figures.rates.completion.text },
    ],
    rows,
  };
}
