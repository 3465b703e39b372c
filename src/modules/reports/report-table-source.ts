import type { Type } from '@nestjs/common';
import type { Table, TableSource, Viewer } from '../../platform/tables/index.js';

/** A report as a table, at once or in the background; everybody who may read reports may have it. */
export function reportTable<Query extends object>(
  kind: string,
  query: Type<Query>,
  open: (viewer: Viewer, query: Query) => Promise<Table<unknown>>,
): TableSource<Query> {
  return { kind, access: 'report:read', query, open };
}
