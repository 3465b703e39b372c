import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueGroupings } from '../issues/index.js';
import { CompletionCounting } from './completion-counting.service.js';
import type { ReportPeriod } from './domain/report-period.js';
import { isTooFine, MOST_SPANS } from './domain/report-spans.js';
import { Tally } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes, type ScopeQuery } from './report-scopes.service.js';

/** What was counted of the issues of a period, by group. Rows add up to the total; empty groups are left out. */
export interface GroupedTally {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly total: Tally;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly tally: Tally }[];
}

/** Counts the issues received in a period as they stand at a cut-off. */
@Injectable()
export class GroupedTallies {
  constructor(
    private readonly reader: Reader,
    private readonly counting: CompletionCounting,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /**
   * @param besides further conditions over `issue i`
   * @throws DomainError 400 for a filter that cannot be read, 422 for a period that ends before it starts, too
   * long a one by days, or a cut-off in the future
   */
  async of(
    { actor, language }: Pick<Viewer, 'actor' | 'language'>,
    query: ScopeQuery & { readonly groupBy?: Grouping },
    besides: readonly Sql[] = [],
  ): Promise<GroupedTally> {
    const { groupBy = 'region' } = query;
    const scope = await this.scopes.of(actor, query);
    const { period, asOf } = scope;
    if (groupBy === 'day' && isTooFine(groupBy, { period, asOf })) throw tooManyDays();
    const rule = await this.groupings.rule(groupBy, asOf, actor);
    // One picture of the data, so that all figures agree.
    return this.reader.snapshot(async (session) => {
      const tallies = await this.counting.byGroup(session, scope, { groupBy, rule, besides });
      const groups = await this.names.inOrder(session, groupBy, { keys: [...tallies.keys()], language });
      const rows = groups.map((group) => ({ ...group, tally: tallies.get(group.key)! }));
      return { period, asOf, groupBy, total: Tally.sum(tallies.values()), rows };
    });
  }
}

const tooManyDays = () =>
  brokenField('report.too-large', 'groupBy', {
    zh: `按日分组最多统计 ${MOST_SPANS} 天，请缩短区间或改按周、月分组`,
    en: `gives a row for each of more than ${MOST_SPANS} days: choose a shorter period, or weeks or months`,
  });
