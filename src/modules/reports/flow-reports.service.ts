import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { startOfDay } from '../../kernel/local-date.js';
import { type Span, spansOf, type SpanUnit } from '../../kernel/spans.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueGroupings, turnedSql } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import { addMoves, type FlowCounts, flowsTo, flowTo, NO_MOVES } from './domain/flow-balance.js';
import type { ReportMoment, ReportPeriod } from './domain/report-period.js';
import { begun, isTooFine, MOST_SPANS } from './domain/report-spans.js';
import { type Figures, Tally, tallyBy } from './figures.js';
import type { FlowQuery, TrendQuery } from './flow.dto.js';
import { FlowReadModel } from './flow.read-model.js';
import { GroupNames } from './group-names.read-model.js';
import { type Moment, ReportScopes } from './report-scopes.service.js';

/** What a period did to the open issues. */
export interface FlowReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly total: FlowCounts;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly flow: FlowCounts }[];
}

/** The flow of span after span, and how the issues submitted in each stand at the cut-off. */
export interface TrendReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly unit: SpanUnit;
  readonly total: FlowCounts;
  readonly rows: readonly {
    readonly span: Span;
    /** The part of the span that lies in the period. */
    readonly within: ReportPeriod;
    readonly flow: FlowCounts;
    readonly figures: Figures;
  }[];
}

/** What came and went, as a whole and over time. */
@Injectable()
export class FlowReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: FlowReadModel,
    private readonly completion: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /** @throws DomainError as the completion report does */
  async flow({ actor, language }: Viewer, query: FlowQuery): Promise<FlowReport> {
    const { groupBy = 'region' } = query;
    const moment = this.scopes.time(query);
    const rule = await this.groupings.rule(groupBy, endOf(moment), actor);
    const plan = { ...(await this.planOf(actor, query, moment)), value: rule.value, span: sql`''` };
    return this.reader.snapshot(async (session) => {
      const open = sumBy(await this.readModel.openAtEnd(session, plan), ({ value }) => rule.keyOf(value));
      const moves = new Map<string, typeof NO_MOVES>();
      for (const row of await this.readModel.moves(session, plan)) {
        const key = rule.keyOf(row.value);
        moves.set(key, addMoves(moves.get(key) ?? NO_MOVES, row));
      }
      const keys = [...new Set([...open.keys(), ...moves.keys()])];
      const groups = await this.names.inOrder(session, groupBy, { keys, language });
      const rows = groups
        .map((group) => ({ ...group, flow: flowTo(open.get(group.key) ?? 0, moves.get(group.key) ?? NO_MOVES) }))
        .filter(({ flow }) => Object.values(flow).some((count) => count > 0));
      const total = flowTo(totalOf(open), [...moves.values()].reduce(addMoves, NO_MOVES));
      return { ...moment, groupBy, total, rows };
    });
  }

  /** @throws DomainError as the completion report does, and 422 for too many spans */
  async trend({ actor }: Viewer, query: TrendQuery): Promise<TrendReport> {
    const { unit = 'month' } = query;
    const moment = this.scopes.time(query);
    const { period } = moment;
    if (isTooFine(unit, moment)) throw tooManySpans();
    const spans = spansOf(unit, begun(moment));
    const { dialect } = this.reader;
    const plan = { ...(await this.planOf(actor, query, moment)), value: sql`NULL` };
    const { window, source, conditions } = await this.scopes.at(actor, query, moment);
    const cohort = { window, source, conditions, value: dialect.span(unit, raw('i.submitted_at')) };
    return this.reader.snapshot(async (session) => {
      const open = totalOf(sumBy(await this.readModel.openAtEnd(session, { ...plan, span: sql`''` }), () => ''));
      const whole = await this.readModel.moves(session, { ...plan, span: sql`''` });
      const moves = await this.readModel.moves(session, { ...plan, span: dialect.span(unit, raw('e.at')) });
      const bySpan = new Map(moves.map((row) => [row.span, row]));
      const flows = flowsTo(
        open,
        spans.map(({ name }) => bySpan.get(name) ?? NO_MOVES),
      );
      const figures = tallyBy(await this.completion.tallies(session, cohort), ({ value }) => value);
      const rows = spans.map((span, index) => ({
        span,
        within: {
          from: span.from < period.from ? period.from : span.from,
          to: span.to > period.to ? period.to : span.to,
        },
        flow: flows[index]!,
        figures: (figures.get(span.name) ?? new Tally()).figures(),
      }));
      return { ...moment, unit, total: flowTo(open, whole.reduce(addMoves, NO_MOVES)), rows };
    });
  }

  private async planOf(actor: Viewer['actor'], query: FlowQuery, moment: Moment) {
    const until = endOf(moment);
    const { source, conditions, window } = await this.scopes.at(actor, query, { ...moment, asOf: until });
    const flow = { from: window.from, until };
    return {
      source,
      conditions,
      window: flow,
      turned: this.scopes.sourceAt({ asOf: until, now: moment.now }, turnedSql(flow, 'j')),
    };
  }
}

/** A flow ends with its period, whatever is known later. */
function endOf({ period, asOf }: ReportMoment): Instant {
  return Math.min(asOf, startOfDay(period.to) - 1);
}

function sumBy<T extends { readonly open: number }>(rows: readonly T[], keyOf: (row: T) => string) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.open);
  return sums;
}

const totalOf = (sums: ReadonlyMap<string, number>): number => [...sums.values()].reduce((sum, each) => sum + each, 0);

const tooManySpans = () =>
  brokenField('report.too-many-spans', 'unit', {
    zh: `统计区间最多分为 ${MOST_SPANS} 段，请缩短区间或改按周、月统计`,
    en: `cuts the period into more than ${MOST_SPANS} parts: choose a shorter one, or weeks or months`,
  });
