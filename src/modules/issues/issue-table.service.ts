import { Injectable } from '@nestjs/common';
import { rowsOfPages, type Table, type TableSource, TableSources, type Viewer } from '../../platform/tables/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { IssueListQuery } from './issue-filters.dto.js';
import { IssueReading } from './issue-reading.service.js';
import { issueColumns } from './issue-table-columns.js';
import type { IssueLineView } from './issue-views.dto.js';
import { IssuesReadModel } from './issues.read-model.js';

/** The list of issues as a table: all its rows, each shown as the list shows it. */
@Injectable()
export class IssueTable implements TableSource<IssueListQuery> {
  readonly kind = 'issues';
  readonly access = 'issue:read';
  readonly query = IssueListQuery;

  constructor(
    private readonly issues: IssuesReadModel,
    private readonly reading: IssueReading,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    sources: TableSources,
  ) {
    sources.register(this);
  }

  /** The page that the query names is left out of account. */
  async open(viewer: Viewer, query: IssueListQuery): Promise<Table<IssueLineView>> {
    const counted = await this.issues.list(viewer.actor, { ...query, cursor: undefined, limit: 1, count: true });
    const names = {
      language: viewer.language,
      regions: await this.regions.tree(),
      categories: await this.reference.categories(),
      departments: await this.reference.departments(),
    };
    return {
      name: { zh: '问题清单', en: 'Issues' },
      file: this.kind,
      columns: issueColumns(names),
      total: counted.total,
      rows: rowsOfPages((page) => this.reading.list(viewer, { ...query, ...page, count: false }, 'export')),
    };
  }
}
