import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { GROUPINGS } from '../issues/index.js';
import { HANDLING_BANDS, type HandlingBand } from './domain/bands.js';
import type { Handling, HandlingReport } from './handling-reports.service.js';
import { AS_OF, codeOf, FROM, HANDLING_COLUMNS, TO, TOTAL } from './table-headings.js';

interface Line {
  readonly key: string;
  readonly label: string;
  readonly handling: Handling;
}

function headingOf({ over, upTo }: HandlingBand): Bilingual {
  if (over === null) return { zh: `${upTo}个工作日以内`, en: `Up to ${upTo} working days` };
  if (upTo === null) return { zh: `${over}个工作日以上`, en: `Over ${over} working days` };
  return { zh: `${over}至${upTo}个工作日`, en: `Over ${over} to ${upTo} working days` };
}

/** How long the handling took, a line a group; the last line is the total. */
export function handlingTable(report: HandlingReport, language: Language): Table<Line> {
  const { period, asOf, groupBy, total, rows } = report;
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '办理时长', en: 'Handling times' },
    file: 'handling-times',
    suffix: `${period.from}-${period.to}`,
    columns: [
      { heading: FROM, kind: 'date', of: () => period.from },
      { heading: TO, kind: 'date', of: () => period.to },
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      ...HANDLING_COLUMNS.map(({ heading, kind, of }): Column<Line> => ({
        heading,
        kind,
        of: ({ handling }) => of(handling.time),
      })),
      ...HANDLING_BANDS.map((band, index): Column<Line> => ({
        heading: headingOf(band),
        kind: 'whole',
        of: ({ handling }) => handling.counts[index]!,
      })),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), handling: total }],
  };
}
