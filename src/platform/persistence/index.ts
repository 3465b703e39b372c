export { DatabaseUpkeep } from './database-upkeep.js';
export { assignments, allOf, insertRows, insertStatements, isOneOf, type Row } from './row-statements.js';
export { containsPattern, type Dialect, holdsField } from './dialect.js';
export { type SchemaParts } from './data-sources.js';
export { PersistenceModule } from './persistence.module.js';
export { Reader } from './reader.js';
export { ReferenceCaches } from './reference-cache.js';
export { first, snakeName, type SqlSession, type SqlValue } from './sql-session.js';
export { type Occasion, RunAgain, Tx, UnitOfWork } from './unit-of-work.js';
