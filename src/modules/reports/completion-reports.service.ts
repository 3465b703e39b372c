import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { allOf, Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueGroupings } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import type { ReportPeriod } from './domain/report-period.js';
import { type Figures, Tally, tallyBy } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes } from './report-scopes.service.js';
import type { CompletionQuery } from './reports.dto.js';

/** Rows add up to the total. */
export interface CompletionReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly total: Figures;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly figures: Figures }[];
}

/** How the issues received in a period stand at a cut-off. */
@Injectable()
export class CompletionReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /**
   * @param besides further conditions over `issue i`
   * @throws DomainError 400 for a filter that cannot be read, 422 for a period that ends before it starts or a cut-off in the future
   */
  async report(
    { actor, language }: Pick<Viewer, 'actor' | 'language'>,
    query: CompletionQuery,
    besides: readonly Sql[] = [],
  ): Promise<CompletionReport> {
    const { groupBy = 'region' } = query;
    const { period, asOf, ...scope } = await this.scopes.of(actor, query);
    const conditions = allOf([scope.conditions, ...besides]);
    const rule = await this.groupings.rule(groupBy, asOf, actor);
    // One picture of the data, so that all figures agree.
    const { tallies, groups } = await this.reader.snapshot(async (session) => {
      const rows = await this.readModel.tallies(session, { ...scope, conditions, value: rule.value });
      const counted = tallyBy(rows, ({ value }) => rule.keyOf(value));
      const order = { keys: [...counted.keys()], language };
      return { tallies: counted, groups: await this.names.inOrder(session, groupBy, order) };
    });
    const rows = groups.map((group) => ({ ...group, figures: tallies.get(group.key)!.figures() }));
    return { period, asOf, groupBy, total: Tally.sum(tallies.values()).figures(), rows };
  }
}
