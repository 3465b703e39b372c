import { Injectable } from '@nestjs/common';
import { Clock, type Instant } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { localDateOf, startOfDay } from '../../kernel/local-date.js';
import { type Call, instantOf } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import {
  type Grouping,
  type GroupingRule,
  IssueFilters,
  IssueGroupings,
  ISSUES_NOW,
  issuesAsOf,
} from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import { type ReportPeriod, reportPeriod } from './domain/report-period.js';
import { type Figures, Tally, type TallyRow } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
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
    private readonly filters: IssueFilters,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 400 for a filter that cannot be read, 422 for a period that ends before it starts or a cut-off in the future */
  async report({ actor, language }: Call, query: CompletionQuery): Promise<CompletionReport> {
    const { groupBy = 'region' } = query;
    const now = this.clock.now();
    const asOf = query.asOf === undefined ? now : instantOf(query.asOf);
    if (asOf > now) throw cutOffInTheFuture();
    const period = reportPeriod(query, localDateOf(now));
    const rule = await this.groupings.rule(groupBy, asOf);
    const plan = {
      source: asOf < now ? issuesAsOf(asOf) : ISSUES_NOW,
      conditions: await this.filters.conditions(actor, query, asOf),
      value: rule.value,
      window: { from: startOfDay(period.from), to: startOfDay(period.to), asOf },
    };
    // One picture of the data, so that all figures agree.
    const { tallies, groups } = await this.reader.snapshot(async (session) => {
      const counted = tallyGroups(await this.readModel.tallies(session, plan), rule);
      const order = { keys: [...counted.keys()], language };
      return { tallies: counted, groups: await this.names.inOrder(session, groupBy, order) };
    });
    const total = new Tally();
    for (const tally of tallies.values()) total.addAll(tally);
    const rows = groups.map((group) => ({ ...group, figures: tallies.get(group.key)!.figures() }));
    return { period, asOf, groupBy, total: total.figures(), rows };
  }
}

function tallyGroups(counted: readonly TallyRow[], rule: GroupingRule): ReadonlyMap<string, Tally> {
  const groups = new Map<string, Tally>();
  for (const row of counted) {
    const key = rule.keyOf(row.value);
    const tally = groups.get(key) ?? new Tally();
    tally.add(row);
    groups.set(key, tally);
  }
  return new Map([...groups].filter(([, tally]) => !tally.isEmpty));
}

export const cutOffInTheFuture = () =>
  brokenField('report.as-of', 'asOf', { zh: '统计时点不得晚于现在', en: 'must not be in the future' });
