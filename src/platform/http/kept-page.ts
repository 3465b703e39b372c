import type { ListQuery } from './list-query.dto.js';
import { type Cursors, DEFAULT_LIMIT, type Page, pageOf } from './paging.js';

interface KeptList<T, V> {
  /** Everything in its order, before any filter, so that a page starts at the right place whatever the filter hides now. */
  readonly all: readonly T[];
  readonly query: ListQuery;
  readonly cursors: Cursors;
  /** Name of the list and its order; a cursor of another one is refused. */
  readonly sort: string;
  readonly keyOf: (item: T) => string;
  readonly keep: (item: T) => boolean;
  readonly present: (item: T) => V;
}

/** One page of a list that is kept in memory, such as reference data. */
export function pageOfKept<T, V>({ all, query, cursors, sort, keyOf, keep, present }: KeptList<T, V>): Page<V> {
  const { limit = DEFAULT_LIMIT, cursor, count } = query;
  const last = cursor === undefined ? undefined : cursors.decode(cursor, sort)[0];
  const rest = last === undefined ? all : all.slice(all.findIndex((item) => keyOf(item) === last) + 1);
  const page = pageOf(rest.filter(keep), limit, (item) => cursors.encode(sort, [keyOf(item)]), present);
  return count ? { ...page, total: all.filter(keep).length } : page;
}
