import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import { DEFAULT_LIMIT } from '../../platform/http/index.js';
import {
  allOf,
  containsPattern,
  type Dialect,
  first,
  isOneOf,
  Reader,
  type SqlSession,
} from '../../platform/persistence/index.js';
import type { CategoryTree } from '../reference/index.js';
import { inSubtree, type RegionTree } from '../regions/index.js';
import { CADRE_COLUMNS, type CadreParts, type CadreRow, cadreOf, CadresStore } from './cadres.store.js';
import type { CadreVisibility } from './domain/cadre-access.js';

/** A cadre as it is shown. */
export type CadreDetails = CadreRow & CadreParts & { readonly openCount: number };

export interface CadreSearch {
  readonly regionCode?: string;
  readonly departmentId?: string;
  readonly categoryCode?: string;
  readonly onDuty?: boolean;
  readonly q?: string;
}

/** The trees that a search is understood by. */
export interface Trees {
  readonly regions: RegionTree;
  readonly categories: CategoryTree;
}

@Injectable()
export class CadresReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly store: CadresStore,
  ) {}

  /**
   * Cadres that the caller may see, newest first: identifiers are time-ordered.
   * @param page `after` is the id of the last one that was shown, or null
   * @returns up to one more than the limit, so that the caller knows whether there is another page
   */
  async list(
    visibility: CadreVisibility,
    search: CadreSearch,
    trees: Trees,
    page: { readonly limit?: number; readonly after: string | null },
  ): Promise<CadreDetails[]> {
    const { limit = DEFAULT_LIMIT, after } = page;
    const conditions = [
      ...this.conditions(visibility, search, trees),
      ...(after === null ? [] : [sql`c.id < ${after}`]),
    ];
    return this.details(this.reader, sql`WHERE ${allOf(conditions)} ORDER BY c.id DESC LIMIT ${limit + 1}`);
  }

  async count(visibility: CadreVisibility, search: CadreSearch, trees: Trees): Promise<number> {
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM cadre c WHERE ${allOf(this.conditions(visibility, search, trees))}`,
    );
    return row?.number ?? 0;
  }

  /** @param session the reader, unless the caller has to see what it has just written */
  async find(id: string, session: SqlSession = this.reader): Promise<CadreDetails | null> {
    const [found] = await this.details(session, sql`WHERE c.id = ${id}`);
    return found ?? null;
  }

  private conditions(visibility: CadreVisibility, search: CadreSearch, trees: Trees): Sql[] {
    return [visible(visibility, trees.regions), ...wanted(search, trees, this.reader.dialect)];
  }

  private async details(session: SqlSession, where: Sql): Promise<CadreDetails[]> {
    const rows = await session.all<CadreRow & { openCount: number }>(
      sql`SELECT ${CADRE_COLUMNS}, l.open_count FROM cadre c JOIN cadre_load l ON l.cadre_id = c.id ${where}`,
    );
    const parts = await this.store.parts(
      session,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...cadreOf(row), ...(parts.get(row.id) ?? { specialties: [], leave: [] }) }));
  }
}

function wanted(search: CadreSearch, { regions, categories }: Trees, { like }: Dialect): Sql[] {
  const { regionCode, departmentId, categoryCode, onDuty, q } = search;
  return [
    ...(regionCode === undefined ? [] : [inSubtree(sql`c.region_code`, regions, regionCode)]),
    ...(departmentId === undefined ? [] : [sql`c.department_id = ${departmentId}`]),
    ...(categoryCode === undefined ? [] : [knows(categoryCode, categories)]),
    ...(onDuty === undefined ? [] : [sql`c.on_duty = ${onDuty}`]),
    ...(q === undefined ? [] : [sql`c.name ${like} ${containsPattern(q)} ESCAPE '\\'`]),
  ];
}

/** The SQL of `seesCadre`. */
function visible(visibility: CadreVisibility, regions: RegionTree): Sql {
  if (visibility.kind !== 'region') return visibility.kind === 'all' ? sql`1 = 1` : sql`1 = 0`;
  const inRegion = inSubtree(sql`c.region_code`, regions, visibility.regionCode);
  return visibility.ownId === null ? inRegion : sql`(c.id = ${visibility.ownId} OR ${inRegion})`;
}

function knows(categoryCode: string, categories: CategoryTree): Sql {
  const path = categories.get(categoryCode) ? categories.path(categoryCode) : [];
  return sql`EXISTS (SELECT 1 FROM cadre_specialty s WHERE s.cadre_id = c.id AND ${isOneOf(sql`s.category_code`, path)})`;
}
