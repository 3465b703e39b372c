import sql, { type Sql } from 'sql-template-tag';
import { isOneOf } from '../../platform/persistence/index.js';
import type { RegionTree } from './domain/region-tree.js';

/** The SQL of `tree.isWithin(column, code)`. */
export function inSubtree(column: Sql, tree: RegionTree, code: string): Sql {
  return tree.isRoot(code) ? sql`1 = 1` : isOneOf(column, tree.subtree(code));
}
