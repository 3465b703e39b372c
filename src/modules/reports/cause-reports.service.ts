import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { IssueReading, type ToldIssue } from '../issues/index.js';
import type { CausesQuery } from './causes.dto.js';
import { CausesReadModel } from './causes.read-model.js';
import { CompletionReadModel } from './completion.read-model.js';
import type { ReportPeriod } from './domain/report-period.js';
import { type Rate, rate } from './domain/rates.js';
import { type Figures, Tally, tallyBy } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes } from './report-scopes.service.js';

/** What enterprises come with most often. */
export interface CausesReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly total: Figures;
  /** By sub-category; most received first. */
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly figures: Figures;
    /** Of all that was received. */
    readonly share: Rate;
    readonly enterprises: number;
    readonly regions: number;
  }[];
  /** Issues into which others were merged, most first. */
  readonly common: readonly { readonly issue: ToldIssue['issue']; readonly merged: number }[];
}

@Injectable()
export class CauseReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: CausesReadModel,
    private readonly completion: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly names: GroupNames,
    private readonly reading: IssueReading,
  ) {}

  /** @throws DomainError as the completion report does */
  async report(viewer: Viewer, query: CausesQuery): Promise<CausesReport> {
    const { actor, language } = viewer;
    const { period, asOf, ...plan } = await this.scopes.of(actor, query);
    const { counted, spread, groups, common } = await this.reader.snapshot(async (session) => {
      const rows = await this.completion.tallies(session, { ...plan, value: sql`i.category_code` });
      const tallies = tallyBy(rows, ({ value }) => value!);
      const keys = [...tallies].filter(([, tally]) => tally.figures().counts.received > 0).map(([key]) => key);
      return {
        counted: tallies,
        spread: new Map((await this.readModel.spread(session, plan)).map((each) => [each.categoryCode, each])),
        groups: await this.names.inOrder(session, 'subcategory', { keys, language }),
        common: await this.readModel.common(session, plan),
      };
    });
    const total = Tally.sum(counted.values()).figures();
    const rows = groups.map((group) => {
      const figures = counted.get(group.key)!.figures();
      const { enterprises, regions } = spread.get(group.key)!;
      return { ...group, figures, share: rate(figures.counts.received, total.counts.received), enterprises, regions };
    });
    const told = await this.reading.several(viewer, 'causes', { issueIds: common.map(({ id }) => id), eventIds: [] });
    return {
      ...{ period, asOf, total },
      // Sorting is stable: equal ones stay in the order of the categories.
      rows: rows.sort((one, other) => other.figures.counts.received - one.figures.counts.received),
      common: common.flatMap(({ id, merged }) => {
        const seen = told.get(id);
        return seen === undefined ? [] : [{ issue: seen.issue, merged }];
      }),
    };
  }
}
