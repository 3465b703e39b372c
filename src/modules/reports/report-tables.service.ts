import { Injectable } from '@nestjs/common';
import { type Table, type TableSource, TableSources, type Viewer } from '../../platform/tables/index.js';
import { CompletionReports } from './completion-reports.service.js';
import { completionTable } from './completion-table.js';
import { CompletionQuery } from './reports.dto.js';
import { WarningReports } from './warning-reports.service.js';
import { warningTable } from './warning-table.js';
import { WarningQuery } from './warnings.dto.js';

/** The reports that can be had as a table. */
@Injectable()
export class ReportTables {
  readonly completion: TableSource<CompletionQuery>;
  readonly warnings: TableSource<WarningQuery>;

  constructor(completion: CompletionReports, warnings: WarningReports, sources: TableSources) {
    this.completion = {
      kind: 'completion',
      access: 'report:read',
      query: CompletionQuery,
      open: async (viewer: Viewer, query: CompletionQuery): Promise<Table<unknown>> =>
        completionTable(await completion.report(viewer, query), viewer.language),
    };
    this.warnings = {
      kind: 'warnings',
      access: 'report:read',
      query: WarningQuery,
      open: async (viewer: Viewer, query: WarningQuery): Promise<Table<unknown>> =>
        warningTable(await warnings.report(viewer, query), viewer.language),
    };
    sources.register(this.completion);
    sources.register(this.warnings);
  }
}
