import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { Column, Table } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS } from '../issues/index.js';
import type { AgeingReport } from './ageing-reports.service.js';
import { AGE_BANDS, type AgeBand } from './domain/bands.js';
import { AS_OF, codeOf, TOTAL } from './table-headings.js';

interface Line {
  readonly key: string;
  readonly label: string;
  readonly counts: readonly number[];
}

function headingOf({ fromDays, toDays }: AgeBand): Bilingual {
  if (toDays === null) return { zh: `${fromDays - 1}天以上`, en: `More than ${fromDays - 1} days` };
  return { zh: `${fromDays}–${toDays}天`, en: `${fromDays}–${toDays} days` };
}

/** How long the open issues have been waiting, a line a group; the last line is the total. */
export function ageingTable({ asOf, groupBy, total, rows }: AgeingReport, language: Language): Table<Line> {
  const group = GROUPINGS[groupBy];
  return {
    name: { zh: '未办结时长', en: 'Ageing' },
    file: 'ageing',
    columns: [
      { heading: AS_OF, kind: 'instant', of: () => asOf },
      { heading: codeOf(group), kind: 'text', of: ({ key }) => key },
      { heading: group, kind: 'text', width: 28, of: ({ label }) => label },
      { heading: COUNTS.open.label, kind: 'whole', of: ({ counts }) => counts.reduce((sum, count) => sum + count, 0) },
      ...AGE_BANDS.map((band, index): Column<Line> => ({
        heading: headingOf(band),
        kind: 'whole',
        of: ({ counts }) => counts[index]!,
      })),
    ],
    rows: [...rows, { key: '', label: say(TOTAL, language), counts: total }],
  };
}
