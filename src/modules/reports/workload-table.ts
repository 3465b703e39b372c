import type { Bilingual, Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COLOUR_LABELS, COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import { columnsOf, groupTable } from './group-table.js';
import { HANDLING_COLUMNS } from './table-headings.js';
import type { Workload, WorkloadReport } from './workload-reports.service.js';
import { perCadre } from './workload.presenter.js';

const CADRES: Bilingual = { zh: '在岗干部', en: 'Cadres on duty' };
const PER_CADRE: Bilingual = { zh: '人均未办结', en: 'Open per cadre' };
const OVERDUE: Bilingual = { zh: '超期', en: 'Overdue' };

const WORKLOAD: readonly Column<Workload>[] = [
  { heading: CADRES, kind: 'whole', of: ({ cadresOnDuty }) => cadresOnDuty },
  { heading: COUNTS.open.label, kind: 'whole', of: ({ work }) => work.open },
  { heading: PER_CADRE, kind: 'decimal', of: ({ work, cadresOnDuty }) => perCadre(work.open, cadresOnDuty) },
  { heading: OVERDUE, kind: 'whole', of: ({ work }) => work.overdue },
  ...(['yellow', 'orange', 'red'] as const).map((colour): Column<Workload> => ({
    heading: COLOUR_LABELS[colour],
    kind: 'whole',
    of: ({ work }) => work[colour],
  })),
  { heading: COUNTS.received.label, kind: 'whole', of: ({ figures }) => figures.counts.received },
  ...(['completion', 'onTime'] as const).map((code): Column<Workload> => ({
    heading: RATES[code].label,
    kind: 'percent',
    of: ({ figures }) => figures.rates[code].text,
  })),
  ...columnsOf(HANDLING_COLUMNS, ({ figures }: Workload) => figures.handling),
];

const COLUMNS = columnsOf(WORKLOAD, ({ workload }: { readonly workload: Workload }) => workload);

/** Who has how much to do, by unit. */
export function workloadTable({ period, asOf, total, rows }: WorkloadReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '单位工作量', en: 'Workload' }, file: 'workload', period, asOf },
      ...{ group: GROUPINGS.department, columns: COLUMNS, rows, total: { workload: total } },
    },
    language,
  );
}
