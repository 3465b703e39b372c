import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import { startOfDay } from '../../kernel/local-date.js';
import { instantOf, invalidField } from '../../platform/http/index.js';
import { allOf } from '../../platform/persistence/index.js';
import { type FlowCode, isFlowCode } from './domain/flow.js';
import { factMask } from './domain/issue-facts.js';
import { type Cohort, type FigureCode, type Grouping, type Selection, SELECTIONS } from './domain/metrics.js';
import type { DrillDownQuery } from './drill-down.dto.js';
import type { IssueFilterQuery } from './issue-filters.dto.js';
import { IssueFilters } from './issue-filters.read-model.js';
import { flowSql, type FlowWindow, needsTurn, turnedSql } from './issue-flow.js';
import { type GroupingRule, IssueGroupings } from './issue-groupings.read-model.js';

/** The time of a figure: issues of a half-open period, as they stood at the cut-off. */
export interface FigureWindow {
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
}

/** That an issue is in the cohort, over `issue i`. */
export function cohortSql(cohort: Cohort, { from, to, asOf }: FigureWindow): Sql {
  // Instants are whole milliseconds, and SQLite reads the column of a BETWEEN once only: a tenth of a report's time.
  const submitted = sql`i.submitted_at BETWEEN ${from} AND ${to - 1}`;
  const untilCutOff = Math.min(to, asOf) - 1;
  switch (cohort) {
    case 'receivedInPeriod':
      return submitted;
    case 'pastDueInPeriod':
      return sql`${submitted} AND i.due_at < ${asOf}`;
    case 'dueInPeriod':
      return sql`i.due_at BETWEEN ${from} AND ${untilCutOff}`;
    case 'originallyDueInPeriod':
      return sql`i.original_due_at BETWEEN ${from} AND ${untilCutOff}`;
  }
}

/** That an issue is one of those that are counted, over `issue i`. */
export function selectionSql({ cohort, all, none = [] }: Selection, window: FigureWindow): Sql {
  const wanted = factMask(all);
  const asked = wanted | factMask(none);
  return sql`${cohortSql(cohort, window)} AND (i.facts & ${raw(String(asked))}) = ${raw(String(wanted))}`;
}

/** What an issue keeps for life, or what is not kept for the past: the colour instants, the time of the last change. */
const PRESENT = [
  ...[
    'id',
    'number',
    'title',
    'description',
    'masked_text',
    'enterprise_id',
    'region_code',
    'chain_code',
    'enterprise_size',
  ],
  ...['campaign_code', 'channel', 'confidential', 'released_at', 'on_behalf', 'submitted_by', 'conflict_cadre_ids'],
  ...['handler_cadre_ids', 'submitted_at', 'yellow_at', 'orange_at', 'red_at', 'second_return_at'],
];
/** What an event says of the issue as it stood afterwards. */
const SNAPSHOT = [
  ...[
    'category_code',
    'level',
    'department_id',
    'assignee_id',
    'due_at',
    'original_due_at',
    'facts',
    'handling_tenths',
  ],
];

/** The columns of `issue i`, of `issue j` as it stood after `issue_event s`. */
export const AFTER_EVENT: Sql = raw(
  [...PRESENT.map((column) => `j.${column}`), 's.to_status AS status', ...SNAPSHOT.map((c) => `s.${c}`)].join(', '),
);

/** `issue i` for a FROM clause, as the issues stand now. */
export const ISSUES_NOW: Sql = raw('issue i');

/**
 * `issue i` for a FROM clause as the issues stood at the instant: each with what its last event up to then says; those
 * without an event were not known yet.
 * @param among a condition over `issue j` that narrows them first
 */
export function issuesAsOf(asOf: Instant, among: Sql = sql`1 = 1`): Sql {
  return sql`(SELECT ${AFTER_EVENT} FROM issue j
    JOIN issue_event s ON s.issue_id = j.id
      AND s.sequence = (SELECT MAX(e.sequence) FROM issue_event e WHERE e.issue_id = j.id AND e.at <= ${asOf})
    WHERE ${among}) i`;
}

/** One figure, or one row of it, as a list asks for it. */
interface DrillDown {
  readonly metric: FigureCode | FlowCode;
  readonly window: FigureWindow;
  /** Of a flow: the part of the window that it is about. */
  readonly span: FlowWindow;
  readonly groups: readonly Group[];
}

interface Group {
  readonly rule: GroupingRule;
  readonly key: string;
}

/** The issues behind one number of a report. */
@Injectable()
export class DrillDowns {
  constructor(
    private readonly filters: IssueFilters,
    private readonly groupings: IssueGroupings,
    private readonly clock: Clock,
  ) {}

  /**
   * The conditions of a list over `issue i`: its filters and, with `metric`, that the figure counts the issue.
   * @throws DomainError 400 for parameters that do not fit together, or a cut-off in the future
   */
  async conditions(actor: Actor, query: IssueFilterQuery & DrillDownQuery): Promise<Sql> {
    const now = this.clock.now();
    const drillDown = await this.drillDownOf(actor, query, now);
    if (drillDown === null) return this.filters.conditions(actor, query);
    const { metric, window, span, groups } = drillDown;
    const isFlow = isFlowCode(metric);
    const counted = allOf([
      await this.filters.conditions(actor, query, window.asOf),
      isFlow ? flowSql(metric, span, window.asOf) : selectionSql(SELECTIONS[metric], window),
      ...handledWithin(query),
      ...groups.map(({ rule, key }) => rule.isIn(key)),
    ]);
    if (window.asOf >= now) return counted;
    return allOf([
      // Whoever could see an issue then need not see it now.
      (await this.filters.seenBy(actor)).visible,
      // What never changes is asked of the present issue too, so that an index narrows the search.
      ...(isFlow && needsTurn(metric) ? [turnedSql(span)] : []),
      ...(!isFlow && SELECTIONS[metric].cohort === 'receivedInPeriod' ? [cohortSql('receivedInPeriod', window)] : []),
      ...groups.flatMap(({ rule, key }) => (rule.lasting ? [rule.isIn(key)] : [])),
      sql`EXISTS (SELECT 1 FROM ${issuesAsOf(window.asOf, sql`j.id = i.id`)} WHERE ${counted})`,
    ]);
  }

  private async drillDownOf(actor: Actor, query: DrillDownQuery, now: Instant): Promise<DrillDown | null> {
    const { metric, periodFrom, periodTo, asOf, groupBy, groupKey, splitBy, splitKey } = query;
    if (metric === undefined) {
      if (OF_METRICS.some((name) => query[name] !== undefined)) throw missing('metric');
      return null;
    }
    if (periodFrom === undefined) throw missing('periodFrom');
    if (periodTo === undefined) throw missing('periodTo');
    const asked = asOf === undefined ? now : instantOf(asOf);
    if (asked > now) throw invalidField('asOf', 'max', '不得晚于现在', 'must not be in the future');
    const [from, to] = [startOfDay(periodFrom), startOfDay(periodTo)];
    // A flow ends with its period, whatever is known later.
    const cutOff = isFlowCode(metric) ? Math.min(asked, to - 1) : asked;
    return {
      metric,
      window: { from, to, asOf: cutOff },
      span: spanOf(query, { from, to, asOf: cutOff }),
      groups: [
        ...(await this.groups({ by: groupBy, key: groupKey }, ['groupBy', 'groupKey'], { actor, cutOff })),
        ...(await this.groups({ by: splitBy, key: splitKey }, ['splitBy', 'splitKey'], { actor, cutOff })),
      ],
    };
  }

  private async groups(
    { by, key }: { readonly by: Grouping | undefined; readonly key: string | undefined },
    [nameOfBy, nameOfKey]: readonly [string, string],
    { actor, cutOff }: { readonly actor: Actor; readonly cutOff: Instant },
  ): Promise<Group[]> {
    if (by === undefined && key === undefined) return [];
    if (by === undefined) throw missing(nameOfBy);
    if (key === undefined) throw missing(nameOfKey);
    return [{ key, rule: await this.groupings.rule(by, cutOff, actor) }];
  }
}

/** What goes with a metric only. */
const OF_METRICS = [
  ...['periodFrom', 'periodTo', 'asOf', 'groupBy', 'groupKey', 'splitBy', 'splitKey'],
  ...['spanFrom', 'spanTo', 'handledOver', 'handledUpTo'],
] as const satisfies readonly (keyof DrillDownQuery)[];

function spanOf({ spanFrom, spanTo }: DrillDownQuery, { from, to, asOf }: FigureWindow): FlowWindow {
  return {
    from: spanFrom === undefined ? from : startOfDay(spanFrom),
    until: Math.min(asOf, (spanTo === undefined ? to : startOfDay(spanTo)) - 1),
  };
}

/** Handling times are kept in tenths of a working day. */
function handledWithin({ handledOver, handledUpTo }: DrillDownQuery): Sql[] {
  return [
    ...(handledOver === undefined ? [] : [sql`i.handling_tenths > ${handledOver * 10}`]),
    ...(handledUpTo === undefined ? [] : [sql`i.handling_tenths <= ${handledUpTo * 10}`]),
  ];
}

const missing = (field: string) =>
  invalidField(field, 'isDefined', '缺少该参数', 'is needed together with the other parameters');
