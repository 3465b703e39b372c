import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { type Call, Cursors, DEFAULT_LIMIT, pageOf } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { type FigureCode, type IssueFilterQuery, IssueReading, type ToldIssue } from '../issues/index.js';
import type { ReportPeriod } from './domain/report-period.js';
import { ReportScopes } from './report-scopes.service.js';
import { figuresCounting, figuresOfMask, type RestatedFigure, restatedFigures } from './restated-figures.js';
import type { RestatementQuery } from './restatements.dto.js';
import { type RestatedIssue, RestatementsReadModel, type StateAfter } from './restatements.read-model.js';

/** An issue that is counted otherwise than it was, and why. */
export interface Restatement extends ToldIssue {
  readonly entered: readonly FigureCode[];
  readonly left: readonly FigureCode[];
  /** What its figures changed by without anybody doing anything: a due date has passed. */
  readonly timePassed: boolean;
}

export interface RestatementPage {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly comparedAt: Instant;
  readonly figures: readonly RestatedFigure[];
  /** Issues that are counted otherwise, on all pages. */
  readonly restated: number;
  readonly items: readonly Restatement[];
  readonly nextCursor: string | null;
}

const SORT = 'restatements:-submittedAt';

/** How the figures of a report have changed since its cut-off: issue by issue, and by what. */
@Injectable()
export class Restatements {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: RestatementsReadModel,
    private readonly scopes: ReportScopes,
    private readonly reading: IssueReading,
    private readonly cursors: Cursors,
  ) {}

  /** @throws DomainError 422 for a period that ends before it starts or a cut-off in the future */
  async since(call: Call, query: RestatementQuery): Promise<RestatementPage> {
    const { period, asOf, now } = this.scopes.time(query);
    const look = (at: Instant) => this.scopes.at(call.actor, query, { period, asOf: at, now });
    const comparison = { then: await look(asOf), now: await look(now) };
    const { limit = DEFAULT_LIMIT } = query;
    const after = this.afterOf(query.cursor);
    const { groups, rows, lives } = await this.reader.snapshot(async (session) => {
      const issues = await this.readModel.issues(session, comparison, { limit: limit + 1, after });
      const ids = issues.slice(0, limit).map(({ id }) => id);
      return {
        groups: await this.readModel.groups(session, comparison),
        rows: issues,
        lives: await this.readModel.lives(session, ids),
      };
    });
    const page = pageOf(
      rows,
      limit,
      ({ submittedAt, id }) => this.cursors.encode(SORT, [submittedAt, id]),
      (row) => {
        const states = lives.filter(({ issueId }) => issueId === row.id);
        return { row, why: whyOf(states, { then: comparison.then.window, now: comparison.now.window }, query) };
      },
    );
    const told = await this.reading.several(call, 'restatements', {
      issueIds: page.items.map(({ row }) => row.id),
      eventIds: page.items.flatMap(({ why }) => why.eventIds),
    });
    return {
      ...{ period, asOf, comparedAt: now, figures: restatedFigures(groups), nextCursor: page.nextCursor },
      restated: groups.reduce((sum, { thenMask, nowMask, issues }) => sum + (thenMask === nowMask ? 0 : issues), 0),
      items: page.items.flatMap(({ row, why: { timePassed } }) => {
        const issue = told.get(row.id);
        return issue === undefined ? [] : [{ ...issue, ...movesOf(row), timePassed }];
      }),
    };
  }

  private afterOf(cursor: string | undefined): readonly [number, string] | null {
    if (cursor === undefined) return null;
    const [submittedAt, id] = this.cursors.decode(cursor, SORT);
    return [Number(submittedAt), String(id)];
  }
}

function movesOf({ thenMask, nowMask }: RestatedIssue): Pick<Restatement, 'entered' | 'left'> {
  const [before, after] = [figuresOfMask(thenMask), figuresOfMask(nowMask)];
  return {
    entered: after.filter((figure) => !before.includes(figure)),
    left: before.filter((figure) => !after.includes(figure)),
  };
}

type Windows = Readonly<Record<'then' | 'now', Parameters<typeof figuresCounting>[1]>>;

/** Of what has happened since the cut-off, all that has changed by which figures the issue is counted. */
function whyOf(states: readonly StateAfter[], { then, now }: Windows, query: IssueFilterQuery) {
  const known = states.findLastIndex(({ at }) => at <= then.asOf);
  const causes = states.filter((state, index) => {
    const before = states[index - 1];
    return index > known && (before === undefined || seenAs(before, now, query) !== seenAs(state, now, query));
  });
  const then0 = states[known];
  const timePassed = then0 !== undefined && figuresCounting(then0, then).join() !== figuresCounting(then0, now).join();
  return { eventIds: causes.map(({ id }) => id), timePassed };
}

/** What of a state the figures and the filters look at, as one text. */
function seenAs(state: StateAfter, window: Windows['now'], query: IssueFilterQuery): string {
  const { categoryCode, departmentId, assigneeId, level, status } = query;
  return JSON.stringify([
    figuresCounting(state, window),
    categoryCode && state.categoryCode,
    departmentId && state.departmentId,
    assigneeId && state.assigneeId,
    level && state.level,
    status && state.toStatus,
  ]);
}
