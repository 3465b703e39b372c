import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { Viewer } from '../../platform/tables/index.js';
import type { Grouping } from '../issues/index.js';
import type { ReportPeriod } from './domain/report-period.js';
import type { Figures } from './figures.js';
import { GroupedTallies } from './grouped-tallies.service.js';
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
  constructor(private readonly tallies: GroupedTallies) {}

  /**
   * @param besides further conditions over `issue i`
   * @throws DomainError 400 for a filter that cannot be read, 422 for a period that ends before it starts or a cut-off in the future
   */
  async report(
    viewer: Pick<Viewer, 'actor' | 'language'>,
    query: CompletionQuery,
    besides: readonly Sql[] = [],
  ): Promise<CompletionReport> {
    const { total, rows, ...about } = await this.tallies.of(viewer, query, besides);
    return {
      ...about,
      total: total.figures(),
      rows: rows.map(({ key, label, tally }) => ({ key, label, figures: tally.figures() })),
    };
  }
}
