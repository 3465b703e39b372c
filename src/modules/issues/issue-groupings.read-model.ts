import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { isSpanUnit, type SpanUnit } from '../../kernel/spans.js';
import { type Dialect, isOneOf, Reader } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { type Grouping, NO_GROUP } from './domain/metrics.js';
import { enterpriseKnownSql } from './issue-filters.read-model.js';

/** How issues fall into groups, in SQL over `issue i` and in code. */
export interface GroupingRule {
  /** What the database groups by; several values may belong to one group. */
  readonly value: Sql;
  /** The group of a value. */
  keyOf(value: string | null): string;
  /** That an issue is in the group; for an unknown key, none is. */
  isIn(key: string): Sql;
  /** Whether an issue never leaves its group. */
  readonly lasting: boolean;
}

const COLUMNS: Readonly<Record<Exclude<Grouping, SpanUnit>, { readonly column: string; readonly lasting: boolean }>> = {
  region: { column: 'region_code', lasting: true },
  department: { column: 'department_id', lasting: false },
  cadre: { column: 'assignee_id', lasting: false },
  category: { column: 'category_code', lasting: false },
  subcategory: { column: 'category_code', lasting: false },
  chain: { column: 'chain_code', lasting: true },
  // Until its enterprise is known to whoever reads, a confidential issue is in no group.
  enterprise_size: { column: 'enterprise_size', lasting: false },
  level: { column: 'level', lasting: false },
  channel: { column: 'channel', lasting: true },
  campaign: { column: 'campaign_code', lasting: true },
};

/** The groupings of reports and of the lists behind them. */
@Injectable()
export class IssueGroupings {
  constructor(
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly reader: Reader,
  ) {}

  /**
   * @param asOf regions that were abolished by then are counted with their successors
   * @param actor the size may tell a small place which enterprise it is: it is kept from whom the enterprise is hidden
   */
  async rule(grouping: Grouping, asOf: Instant, actor: Actor): Promise<GroupingRule> {
    if (isSpanUnit(grouping)) return spanRule(grouping, this.reader.dialect);
    const { column, lasting } = COLUMNS[grouping];
    const value =
      grouping === 'enterprise_size'
        ? sql`CASE WHEN ${enterpriseKnownSql(actor)} THEN i.enterprise_size END`
        : raw(`i.${column}`);
    if (grouping === 'region') {
      const tree = await this.regions.tree();
      const day = localDateOf(asOf);
      const regions = tree.all().map(({ code }) => code);
      return folded({ value, lasting, values: regions, keyOf: (code) => tree.current(code, day) });
    }
    if (grouping === 'category') {
      const tree = await this.reference.categories();
      const categories = tree.all().map(({ code }) => code);
      return folded({ value, lasting, values: categories, keyOf: (code) => tree.top(code) });
    }
    return {
      value,
      lasting,
      keyOf: (found) => found ?? NO_GROUP,
      isIn: (key) => (key === NO_GROUP ? sql`(${value}) IS NULL` : sql`(${value}) = ${key}`),
    };
  }
}

interface Folding {
  readonly value: Sql;
  readonly lasting: boolean;
  /** All values that there are. */
  readonly values: readonly string[];
  keyOf(value: string): string;
}

function folded({ value, lasting, values, keyOf }: Folding): GroupingRule {
  const keys = new Map(values.map((known) => [known, keyOf(known)]));
  return {
    value,
    lasting,
    keyOf: (found) => (found === null ? NO_GROUP : (keys.get(found) ?? found)),
    isIn: (key) =>
      isOneOf(
        value,
        values.filter((known) => keys.get(known) === key),
      ),
  };
}

function spanRule(unit: SpanUnit, dialect: Dialect): GroupingRule {
  const value = dialect.span(unit, raw('i.submitted_at'));
  return { value, lasting: true, keyOf: (span) => span ?? NO_GROUP, isIn: (key) => sql`${value} = ${key}` };
}
