import type { Language } from '../../kernel/language.js';
import type { Column } from '../../platform/tables/index.js';
import { COLOUR_LABELS, GROUPINGS, WARNING_COLOURS } from '../issues/index.js';
import { groupTable } from './group-table.js';
import type { WarningReport } from './warning-reports.service.js';
import type { WarningCounts } from './warnings.read-model.js';

interface Told {
  readonly counts: WarningCounts;
}

const COLUMNS = WARNING_COLOURS.map((colour): Column<Told> => ({
  heading: COLOUR_LABELS[colour],
  kind: 'whole',
  of: ({ counts }) => counts[colour],
}));

/** The colours as a table. */
export function warningTable({ asOf, groupBy, total, rows }: WarningReport, language: Language) {
  return groupTable(
    {
      ...{ name: { zh: '预警', en: 'Warnings' }, file: 'warnings', asOf },
      ...{ group: GROUPINGS[groupBy], columns: COLUMNS, rows, total: { counts: total } },
    },
    language,
  );
}
