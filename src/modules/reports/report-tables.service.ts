import { Injectable } from '@nestjs/common';
import { TableSources } from '../../platform/tables/index.js';
import { ComparisonReports } from './comparison-reports.service.js';
import { comparisonTable } from './comparison-table.js';
import { ComparisonQuery } from './comparison.dto.js';
import { CompletionReports } from './completion-reports.service.js';
import { completionTable } from './completion-table.js';
import { CrossReports } from './cross-reports.service.js';
import { crossTable } from './cross-table.js';
import { CrossQuery } from './cross.dto.js';
import { reportTable } from './report-table-source.js';
import { CompletionQuery } from './reports.dto.js';
import { WarningReports } from './warning-reports.service.js';
import { warningTable } from './warning-table.js';
import { WarningQuery } from './warnings.dto.js';

/** The reports on what has become of issues, as tables. */
@Injectable()
export class ReportTables {
  readonly completion;
  readonly cross;
  readonly comparison;
  readonly warnings;

  constructor(
    completion: CompletionReports,
    cross: CrossReports,
    comparison: ComparisonReports,
    warnings: WarningReports,
    sources: TableSources,
  ) {
    this.completion = reportTable('completion', CompletionQuery, async (viewer, query) =>
      completionTable(await completion.report(viewer, query), viewer.language),
    );
    this.cross = reportTable('cross', CrossQuery, async (viewer, query) =>
      crossTable(await cross.report(viewer, query), query.metric ?? 'completion', viewer.language),
    );
    this.comparison = reportTable('comparison', ComparisonQuery, async (viewer, query) =>
      comparisonTable(await comparison.report(viewer, query), viewer.language),
    );
    this.warnings = reportTable('warnings', WarningQuery, async (viewer, query) =>
      warningTable(await warnings.report(viewer, query), viewer.language),
    );
    for (const source of [this.completion, this.cross, this.comparison, this.warnings]) sources.register(source);
  }
}
