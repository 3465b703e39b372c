import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { assignments, insertRows, type Row, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { Rule, RuleMatch, RuleTarget } from './domain/routing-rule.js';

/** A rule as it is kept. */
export interface StoredRule extends Rule {
  readonly id: string;
  /** Its place in the order, from 1; the numbers in the table may have gaps. */
  readonly position: number;
  readonly version: number;
}

type RuleRow = Omit<StoredRule, 'match' | 'target'> & { readonly matches: string; readonly target: string };

@Injectable()
export class RoutingRulesStore {
  /** In their order. */
  async all(session: SqlSession): Promise<StoredRule[]> {
    const rows = await session.all<RuleRow>(
      sql`SELECT id, code, position, name_zh, name_en, matches, target, active, version
          FROM routing_rule ORDER BY position, id`,
    );
    return rows.map(({ matches, target, active, ...row }, index) => ({
      ...row,
      position: index + 1,
      match: JSON.parse(matches) as RuleMatch,
      target: JSON.parse(target) as RuleTarget,
      active: Boolean(active),
    }));
  }

  async insert(tx: Tx, rule: StoredRule): Promise<void> {
    await tx.run(insertRows('routing_rule', [rowOf(rule)]));
  }

  async update(tx: Tx, rule: StoredRule): Promise<void> {
    const { id, ...columns } = rowOf(rule);
    await tx.run(sql`UPDATE routing_rule SET ${assignments('routing_rule', columns)} WHERE id = ${id!}`);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(sql`DELETE FROM routing_rule WHERE id = ${id}`);
  }
}

function rowOf({ match, target, ...rule }: StoredRule): Row {
  return { ...rule, matches: JSON.stringify(match), target: JSON.stringify(target) };
}
