import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COLOUR_LABELS, COUNTS, GROUPINGS, RATES } from '../issues/index.js';
import { AS_OF, codeOf, FROM, HANDLING_COLUMNS, TO, TOTAL } from './table-headings.js';
import type { Workload, WorkloadReport } from './workload-reports.service.js';
import { perCadre } from './workload.presenter.js';

interface Line {
  readonly key: string;
  readonly label: string;
  readonly workload: Workload;
}

const CADRES: Bilingual = { zh: '在岗干部', en: 'Cadres on duty' };
const PER_CADRE: Bilingual = { zh: '人均未办结', en: 'Open per cadre' };
const OVERDUE: Bilingual = { zh: '超期', en: 'Overdue' };

/** Who has how much to do, a line a unit; the last line is the total. */
export function workloadTable({ period, asOf, total, rows }: WorkloadReport, language: Language): Table<Line> {
  const group = GROUPINGS.department;
  return {
    name: { zh: '单位工作量', en: 'Workload' },
    file: 'workload',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      { heading: CADRES, kind: 'whole', of: ({ workload }) => workload.cadresOnDuty },
      { heading: COUNTS.open.label, kind: 'whole', of: ({ workload }) => workload.work.open },
      {
        heading: PER_CADRE,
        kind: 'decimal',
        of: ({ workload }) => perCadre(workload.work.open, workload.cadresOnDuty),
      },
      { heading: OVERDUE, kind: 'whole', of: ({ workload }) => workload.work.overdue },
      ...(['yellow', 'orange', 'red'] as const).map((colour): Column<Line> => ({
        heading: COLOUR_LABELS[colour],
        kind: 'whole',
        of: ({ workload }) => workload.work[colour],
      })),
      { heading: COUNTS.received.label, kind: 'whole', of: ({ workload }) => workload.figures.counts.received },
      ...(['completion', 'onTime'] as const).map((code): Column<Line> => ({
        heading: RATES[code].label,
        kind: 'percent',
        of: ({ workload }) => workload.figures.rates[code].text,
      })),
      ...HANDLING_COLUMNS.map(({ heading, kind, of }): Column<Line> => ({
        heading,
        kind,
        of: ({ workload }) => of(workload.figures.handling),
      })),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), workload: total }],
  };
}
