export { rowsOfPages } from './rows-of-pages.js';
export { instantColumn, textColumn, yesOrNo } from './columns.js';
export type { Column, Table } from './table.js';
export { TableAnswers, tableHeaders, tableStream, tableType } from './table-answers.js';
export { type TableSource, TableSources, type Viewer } from './table-sources.js';
export { TablesModule } from './tables.module.js';
