import type { Bilingual, Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { GROUPINGS } from '../issues/index.js';
import { HANDLING_BANDS, type HandlingBand } from './domain/bands.js';
import { columnsOf, groupTable } from './group-table.js';
import type { Handling, HandlingReport } from './handling-reports.service.js';
import { HANDLING_COLUMNS } from './table-headings.js';

function headingOf({ over, upTo }: HandlingBand): Bilingual {
  if (over === null) return { zh: `${upTo}个工作日以内`, en: `Up to ${upTo} working days` };
  if (upTo === null) return { zh: `${over}个工作日以上`, en: `Over ${over} working days` };
  return { zh: `${over}至${upTo}个工作日`, en: `Over ${over} to ${upTo} working days` };
}

interface Told {
  readonly handling: Handling;
}

const COLUMNS: readonly Column<Told>[] = [
  ...columnsOf(HANDLING_COLUMNS, ({ handling }: Told) => handling.time),
  ...HANDLING_BANDS.map((band, index): Column<Told> => ({
    heading: headingOf(band),
    kind: 'whole',
    of: ({ handling }) => handling.counts[index]!,
  })),
];

/** How long the handling took. */
export function handlingTable({ period, asOf, groupBy, total, rows }: HandlingReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '办理时长', en: 'Handling times' }, file: 'handling-times', period, asOf },
      ...{ group: GROUPINGS[groupBy], columns: COLUMNS, rows, total: { handling: total } },
    },
    language,
  );
}
