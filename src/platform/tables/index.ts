export type { Column, Table } from './table.js';
export { TableAnswers } from './table-answers.js';
export { TablesModule } from './tables.module.js';
