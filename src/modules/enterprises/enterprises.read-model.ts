import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type LocalDate, localDateOf } from '../../kernel/local-date.js';
import { DEFAULT_LIMIT } from '../../platform/http/index.js';
import { allOf, containsPattern, type Dialect, first, Reader } from '../../platform/persistence/index.js';
import { inSubtree, type RegionTree, Regions } from '../regions/index.js';
import { normalCreditCode } from './domain/credit-code.js';
import { enterpriseVisibility, type EnterpriseVisibility } from './domain/enterprise-access.js';
import type { EnterpriseRow } from './domain/enterprise.js';
import { ENTERPRISE_COLUMNS, enterpriseOf, type StoredEnterprise } from './enterprises.store.js';
import { holdsOn } from './pairings.store.js';

export interface EnterpriseSearch {
  readonly regionCode?: string;
  readonly chainCode?: string;
  readonly size?: string;
  readonly status?: string;
  readonly q?: string;
}

/** What an actor may see of the register. */
@Injectable()
export class EnterprisesReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /**
   * Enterprises that the actor may see, newest first: identifiers are time-ordered.
   * @param page `after` is the id of the last one that was shown, or null
   * @returns up to one more than the limit, so that the caller knows whether there is another page
   */
  async list(
    actor: Actor,
    search: EnterpriseSearch,
    { limit = DEFAULT_LIMIT, after }: { readonly limit?: number; readonly after: string | null },
  ): Promise<EnterpriseRow[]> {
    const conditions = await this.conditions(actor, search);
    return this.rows(
      [...conditions, ...(after === null ? [] : [sql`e.id < ${after}`])],
      sql`ORDER BY e.id DESC LIMIT ${limit + 1}`,
    );
  }

  async count(actor: Actor, search: EnterpriseSearch): Promise<number> {
    const conditions = await this.conditions(actor, search);
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM enterprise e WHERE ${allOf(conditions)}`,
    );
    return row?.number ?? 0;
  }

  /** The enterprise, or null when the actor may not see it. */
  async find(
    actor: Actor,
    by: { readonly id: string } | { readonly creditCode: string },
  ): Promise<EnterpriseRow | null> {
    const wanted = 'id' in by ? sql`e.id = ${by.id}` : sql`e.credit_code = ${by.creditCode}`;
    const [found] = await this.rows([wanted, ...(await this.conditions(actor, {}))], sql``);
    return found ?? null;
  }

  private async conditions(actor: Actor, search: EnterpriseSearch): Promise<Sql[]> {
    const tree = await this.regions.tree();
    const today = localDateOf(this.clock.now());
    return [visible(enterpriseVisibility(actor), tree, today), ...wanted(search, tree, this.reader.dialect)];
  }

  private async rows(conditions: readonly Sql[], tail: Sql): Promise<EnterpriseRow[]> {
    const rows = await this.reader.all<StoredEnterprise>(
      sql`SELECT ${ENTERPRISE_COLUMNS} FROM enterprise e WHERE ${allOf(conditions)} ${tail}`,
    );
    return rows.map(enterpriseOf);
  }
}

/** The SQL of `seesEnterprise`. */
function visible(visibility: EnterpriseVisibility, tree: RegionTree, today: LocalDate): Sql {
  switch (visibility.kind) {
    case 'all':
      return sql`1 = 1`;
    case 'none':
      return sql`1 = 0`;
    case 'own':
      return sql`e.id = ${visibility.enterpriseId}`;
    case 'paired':
      return sql`EXISTS (SELECT 1 FROM pairing p WHERE p.enterprise_id = e.id AND p.cadre_id = ${visibility.cadreId}
        AND ${holdsOn(today)})`;
    case 'region':
      return inSubtree(sql`e.region_code`, tree, visibility.regionCode);
  }
}

function wanted(
  { regionCode, chainCode, size, status, q }: EnterpriseSearch,
  tree: RegionTree,
  dialect: Dialect,
): Sql[] {
  return [
    ...(regionCode === undefined ? [] : [inSubtree(sql`e.region_code`, tree, regionCode)]),
    ...(chainCode === undefined ? [] : [sql`e.chain_code = ${chainCode}`]),
    ...(size === undefined ? [] : [sql`e.size = ${size}`]),
    ...(status === undefined ? [] : [sql`e.status = ${status}`]),
    ...(q === undefined ? [] : [says(q, dialect)]),
  ];
}

function says(q: string, { like }: Dialect): Sql {
  const name = sql`e.name ${like} ${containsPattern(q)} ESCAPE '\\'`;
  const code = normalCreditCode(q);
  return /^[0-9A-Z]+$/.test(code) ? sql`(${name} OR e.credit_code LIKE ${containsPattern(code)} ESCAPE '\\')` : name;
}
