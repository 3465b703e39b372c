import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { IssueGroupings, NO_GROUP } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import type { ReportPeriod } from './domain/report-period.js';
import { type Figures, Tally, tallyBy } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes } from './report-scopes.service.js';
import type { WorkloadQuery } from './workload.dto.js';
import { type OpenWork, WorkloadReadModel } from './workload.read-model.js';

/** What a unit has on its hands now, and what it was given in the period. */
export interface Workload {
  readonly work: OpenWork;
  readonly cadresOnDuty: number;
  readonly figures: Figures;
}

export interface WorkloadReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly total: Workload;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly workload: Workload }[];
}

const NO_WORK: OpenWork = { open: 0, overdue: 0, yellow: 0, orange: 0, red: 0 };

/** Who has how much to do, by handling unit; not by cadre, as nobody is put into a table of persons (product.md). */
@Injectable()
export class WorkloadReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: WorkloadReadModel,
    private readonly completion: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /** @throws DomainError 422 for a period that ends before it starts */
  async report({ actor, language }: Viewer, query: WorkloadQuery): Promise<WorkloadReport> {
    const { period, asOf, ...scope } = await this.scopes.of(actor, query);
    const rule = await this.groupings.rule('department', asOf, actor);
    return this.reader.snapshot(async (session) => {
      const open = await this.readModel.open(session, { conditions: scope.conditions, at: asOf });
      const work = new Map(open.map(({ value, ...counts }) => [rule.keyOf(value), counts]));
      const tallied = await this.completion.tallies(session, { ...scope, value: rule.value });
      const tallies = tallyBy(tallied, ({ value }) => rule.keyOf(value));
      const busy = [...work.keys(), ...tallies.keys()];
      const cadres = await this.readModel.cadresOnDuty(session, {
        departmentIds: [...new Set(busy)].filter((key) => key !== NO_GROUP),
        regionCodes: await this.scopes.regionsOf(actor, query.regionCode),
      });
      const keys = [...new Set([...busy, ...cadres.keys()])];
      const workload = (key: string): Workload => ({
        work: work.get(key) ?? NO_WORK,
        cadresOnDuty: cadres.get(key) ?? 0,
        figures: (tallies.get(key) ?? new Tally()).figures(),
      });
      const groups = await this.names.inOrder(session, 'department', { keys, language });
      const total: Workload = {
        work: [...work.values()].reduce(addWork, NO_WORK),
        cadresOnDuty: [...cadres.values()].reduce((sum, each) => sum + each, 0),
        figures: Tally.sum(tallies.values()).figures(),
      };
      return { period, asOf, total, rows: groups.map((group) => ({ ...group, workload: workload(group.key) })) };
    });
  }
}

const addWork = (one: OpenWork, other: OpenWork): OpenWork => ({
  open: one.open + other.open,
  overdue: one.overdue + other.overdue,
  yellow: one.yellow + other.yellow,
  orange: one.orange + other.orange,
  red: one.red + other.red,
});
