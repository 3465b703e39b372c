import { Injectable } from '@nestjs/common';
import sql, { join } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { allOf, isOneOf, Reader } from '../../platform/persistence/index.js';
import { COHORTS, cohortSql, type FigureWindow, IssueFilters, issuesAsOf } from '../issues/index.js';
import type { BulletinFilters } from './bulletin-content.js';

export interface CountableIssue {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly regionCode: string;
  readonly confidential: boolean | number;
}

/** Which issues somebody may decide to leave out. */
@Injectable()
export class CountableIssues {
  constructor(
    private readonly reader: Reader,
    private readonly filters: IssueFilters,
  ) {}

  /** Those of them that are counted, and that are there for everybody who is named. */
  async among(
    issueIds: readonly string[],
    { window, filters, eyes }: { window: FigureWindow; filters: BulletinFilters; eyes: readonly Actor[] },
  ): Promise<CountableIssue[]> {
    const seen = await Promise.all(eyes.map((actor) => this.filters.conditions(actor, filters, window.asOf)));
    const counted = join(
      COHORTS.map((cohort) => sql`(${cohortSql(cohort, window)})`),
      ' OR ',
    );
    return this.reader.all<CountableIssue>(
      sql`SELECT i.id, i.number, i.title, i.region_code, i.confidential
          FROM ${issuesAsOf(window.asOf, isOneOf(sql`j.id`, issueIds))} WHERE ${allOf([...seen, sql`(${counted})`])}`,
    );
  }
}
