import { type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { GROUPINGS, COLOUR_LABELS, WARNING_COLOURS } from '../issues/index.js';
import { AS_OF, codeOf, TOTAL } from './table-headings.js';
import type { WarningReport } from './warning-reports.service.js';
import type { WarningCounts } from './warnings.read-model.js';

interface Line {
  readonly key: string;
  readonly label: string;
  readonly counts: WarningCounts;
}

/** The colours as a table, the last line is the total. */
export function warningTable({ asOf, groupBy, total, rows }: WarningReport, language: Language): Table<Line> {
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '预警', en: 'Warnings' },
    file: 'warnings',
    columns: [
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...WARNING_COLOURS.map((colour): Column<Line> => ({
        heading: COLOUR_LABELS[colour],
        kind: 'whole',
        of: ({ counts }) => counts[colour],
      })),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), counts: total }],
  };
}
