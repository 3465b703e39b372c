import type { Bilingual, Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COUNTS, GROUPINGS } from '../issues/index.js';
import type { AgeingReport } from './ageing-reports.service.js';
import { AGE_BANDS, type AgeBand } from './domain/bands.js';
import { groupTable } from './group-table.js';

function headingOf({ fromDays, toDays }: AgeBand): Bilingual {
  if (toDays === null) return { zh: `${fromDays - 1}天以上`, en: `More than ${fromDays - 1} days` };
  return { zh: `${fromDays}–${toDays}天`, en: `${fromDays}–${toDays} days` };
}

interface Told {
  readonly counts: readonly number[];
}

const COLUMNS: readonly Column<Told>[] = [
  { heading: COUNTS.open.label, kind: 'whole', of: ({ counts }) => counts.reduce((sum, count) => sum + count, 0) },
  ...AGE_BANDS.map((band, index): Column<Told> => ({
    heading: headingOf(band),
    kind: 'whole',
    of: ({ counts }) => counts[index]!,
  })),
];

/** How long the open issues have been waiting. */
export function ageingTable({ asOf, groupBy, total, rows }: AgeingReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '未办结时长', en: 'Ageing' }, file: 'ageing', asOf },
      ...{ group: GROUPINGS[groupBy], columns: COLUMNS, rows, total: { counts: total } },
    },
    language,
  );
}
