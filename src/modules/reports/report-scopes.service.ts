import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { localDateOf, startOfDay } from '../../kernel/local-date.js';
import { instantOf } from '../../platform/http/index.js';
import { type FigureWindow, type IssueFilterQuery, IssueFilters, ISSUES_NOW, issuesAsOf } from '../issues/index.js';
import { Regions } from '../regions/index.js';
import { type ReportMoment, type ReportPeriod, reportPeriod } from './domain/report-period.js';

/** What a report is about: a period, a cut-off, and the issues that the reader may see and asks for. */
export interface ReportScope {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly window: FigureWindow;
  /** `issue i`, now or as of the cut-off. */
  readonly source: Sql;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  /** Whether it is about all issues of some places, as they stand now. */
  readonly isPlain: boolean;
}

/** Period and cut-off as they were asked for, with the filters of `/issues`. */
export type ScopeQuery = IssueFilterQuery & {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
};

/** The time of a report that is asked for. */
export interface Moment extends ReportMoment {
  /** When it was asked for: time passes until it is read, and a cut-off of now does not become one of the past. */
  readonly now: Instant;
}

/** Completes what the reader asks for: every report begins here. */
@Injectable()
export class ReportScopes {
  constructor(
    private readonly filters: IssueFilters,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 400 for a filter that cannot be read, 422 for a period that ends before it starts or a cut-off in the future */
  async of(actor: Actor, query: ScopeQuery): Promise<ReportScope> {
    return this.at(actor, query, this.time(query));
  }

  /** The same for a moment that is known. */
  async at(actor: Actor, query: IssueFilterQuery, { period, asOf, now }: Moment): Promise<ReportScope> {
    return {
      period,
      asOf,
      window: { from: startOfDay(period.from), to: startOfDay(period.to), asOf },
      source: this.sourceAt({ asOf, now }),
      conditions: await this.filters.conditions(actor, query, asOf),
      isPlain: asOf >= now && this.filters.dependOnPlacesAlone(actor, query),
    };
  }

  /**
   * `issue i` as of the instant.
   * @param among narrows them first, over `issue j` as it is now
   */
  sourceAt({ asOf, now }: Pick<Moment, 'asOf' | 'now'>, among?: Sql): Sql {
    if (asOf < now) return issuesAsOf(asOf, among);
    return among === undefined ? ISSUES_NOW : sql`(SELECT j.* FROM issue j WHERE ${among}) i`;
  }

  /** The regions that an official looks after, of those within the one that is asked for. */
  async regionsOf({ regionCode }: Actor, within = regionCode): Promise<readonly string[]> {
    const tree = await this.regions.tree();
    const own = new Set(tree.subtree(regionCode));
    return tree.get(within) === null ? [] : tree.subtree(within).filter((code) => own.has(code));
  }

  /** @throws DomainError 422 for a period that ends before it starts or a cut-off in the future */
  time(query: ScopeQuery): Moment {
    const now = this.clock.now();
    const asOf = query.asOf === undefined ? now : instantOf(query.asOf);
    if (asOf > now) throw cutOffInTheFuture();
    return { period: reportPeriod(query, localDateOf(now)), asOf, now };
  }
}

const cutOffInTheFuture = () =>
  brokenField('report.as-of', 'asOf', { zh: '统计时点不得晚于现在', en: 'must not be in the future' });
