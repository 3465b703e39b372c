import { Injectable } from '@nestjs/common';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { allOf, first, isOneOf, Reader } from '../../platform/persistence/index.js';
import { IssueFilters, LEVELS, neverStoodInSql, REACHED } from '../issues/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import type { Purpose } from './domain/sampling.js';
import type { StoredTask } from './call-back-tasks.store.js';

export interface TaskRow extends StoredTask {
  readonly number: string;
  readonly title: string;
  readonly regionCode: string;
}

export interface TaskSearch {
  readonly done: boolean;
  readonly purpose?: Purpose;
}

interface Window {
  readonly limit: number;
  readonly after: readonly [dueAt: number, id: string] | null;
}

/** What was drawn, for whoever may make the call: the same people as may log it. */
@Injectable()
export class CallBackTasksReadModel {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
    private readonly regions: Regions,
  ) {}

  /** Most urgent first. */
  async list(actor: Actor, search: TaskSearch, { limit, after }: Window): Promise<TaskRow[]> {
    const beyond = after === null ? [] : [sql`(k.due_at, k.id) > (${after[0]}, ${after[1]})`];
    return this.reader.all(
      sql`SELECT k.id, k.issue_id, k.purpose, k.round, k.rule_id, k.drawn_at, k.due_at, k.attempts, k.done_at, k.outcome,
            i.number, i.title, i.region_code
          FROM call_back_task k JOIN issue i ON i.id = k.issue_id
          WHERE ${allOf([await this.conditions(actor, search), ...beyond])} ORDER BY k.due_at, k.id LIMIT ${limit}`,
    );
  }

  async count(actor: Actor, search: TaskSearch): Promise<number> {
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM call_back_task k JOIN issue i ON i.id = k.issue_id
          WHERE ${await this.conditions(actor, search)}`,
    );
    return row!.number;
  }

  private async conditions(actor: Actor, { done, purpose }: TaskSearch): Promise<Sql> {
    return allOf([
      done ? sql`k.done_at IS NOT NULL` : sql`k.done_at IS NULL`,
      ...(purpose === undefined ? [] : [sql`k.purpose = ${purpose}`]),
      await this.filters.conditions(actor, {}),
      answersForSql(actor, await this.regions.tree()),
      ...separatedSql(actor),
      ...(done ? [] : [sql`(i.status <> 'closed' OR NOT ${hasCalledSql(actor)})`]),
    ]);
  }
}

/** That the coordinator answers for the issue at its level. */
function answersForSql({ regionCode }: Actor, tree: RegionTree): Sql {
  const below = tree.subtree(regionCode);
  const [county, municipality, province] = LEVELS.map((level) => {
    const codes = below.filter((code) => tree.isWithin(tree.ancestorAt(code, level), regionCode));
    return sql`(i.level = ${level} AND ${isOneOf(sql`i.region_code`, codes)})`;
  });
  return sql`(${county!} OR ${municipality!} OR ${province!})`;
}

/** That they have spoken to the enterprise in a call-back before, under whatever account. */
function hasCalledSql({ userId, cadreId }: Actor): Sql {
  const theirs = cadreId === null ? empty : sql`OR u.cadre_id = ${cadreId}`;
  return sql`EXISTS (SELECT 1 FROM issue_event e JOIN app_user u ON u.id = e.actor_id
    WHERE e.issue_id = i.id AND ${REACHED} AND (u.id = ${userId} ${theirs}))`;
}

/** That they have neither handled nor verified it and are not of the handling unit: the separations of `call-back`. */
function separatedSql({ userId, cadreId, departmentId }: Actor): Sql[] {
  const others = (column: string, value: string): Sql =>
    sql`(i.${raw(column)} IS NULL OR i.${raw(column)} <> ${value})`;
  const asUser = [others('done_claimed_by', userId), others('verified_by', userId)];
  const ofUnit = departmentId === null ? [] : [others('department_id', departmentId)];
  if (cadreId === null) return [...asUser, ...ofUnit];
  return [
    ...asUser,
    ...ofUnit,
    ...['assignee_id', 'done_claimed_cadre_id', 'verified_cadre_id'].map((column) => others(column, cadreId)),
    neverStoodInSql(cadreId),
    sql`NOT EXISTS (SELECT 1 FROM issue_co_handler h WHERE h.issue_id = i.id AND h.cadre_id = ${cadreId})`,
  ];
}
