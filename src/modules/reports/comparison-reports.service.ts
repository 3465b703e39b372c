import { Injectable } from '@nestjs/common';
import { iso } from '../../kernel/clock.js';
import { instantOf } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import type { Grouping } from '../issues/index.js';
import { type CompletionReport, CompletionReports } from './completion-reports.service.js';
import type { ComparisonQuery } from './comparison.dto.js';
import { momentBefore, type ReportMoment, reportPeriod } from './domain/report-period.js';
import { type Figures, Tally } from './figures.js';
import { GroupNames } from './group-names.read-model.js';

/** Two completion reports, group by group. */
export interface ComparisonReport {
  readonly groupBy: Grouping;
  readonly current: CompletionReport;
  readonly earlier: CompletionReport;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly current: Figures;
    readonly earlier: Figures;
  }[];
}

/** Sets a report beside that of an earlier period. */
@Injectable()
export class ComparisonReports {
  constructor(
    private readonly reports: CompletionReports,
    private readonly names: GroupNames,
    private readonly reader: Reader,
  ) {}

  /** @throws DomainError as the completion report does, for either period */
  async report(viewer: Viewer, query: ComparisonQuery): Promise<ComparisonReport> {
    const current = await this.reports.report(viewer, query);
    const { groupBy } = current;
    const { period, asOf } = earlierMoment(current, query);
    const earlier = await this.reports.report(viewer, { ...query, ...period, groupBy, asOf: iso(asOf) });
    const [now, then] = [figuresOf(current), figuresOf(earlier)];
    const order = { keys: [...new Set([...now.keys(), ...then.keys()])], language: viewer.language };
    const groups = await this.names.inOrder(this.reader, groupBy, order);
    const nothing = new Tally().figures();
    const rows = groups.map((group) => ({
      ...group,
      current: now.get(group.key) ?? nothing,
      earlier: then.get(group.key) ?? nothing,
    }));
    return { groupBy, current, earlier, rows };
  }
}

function earlierMoment(current: ReportMoment, query: ComparisonQuery): ReportMoment {
  const { compareFrom, compareTo, compareAsOf } = query;
  const before = momentBefore(current);
  const named = compareFrom !== undefined || compareTo !== undefined;
  const period = named ? reportPeriod({ from: compareFrom, to: compareTo }, before.period.from) : before.period;
  if (compareAsOf !== undefined) return { period, asOf: instantOf(compareAsOf) };
  return named ? { period, asOf: current.asOf } : before;
}

const figuresOf = ({ rows }: CompletionReport): ReadonlyMap<string, Figures> =>
  new Map(rows.map(({ key, figures }) => [key, figures]));
