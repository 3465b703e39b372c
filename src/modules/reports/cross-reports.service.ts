import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { brokenField } from '../../kernel/domain-error.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueGroupings } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import type { CrossQuery } from './cross.dto.js';
import type { ReportPeriod } from './domain/report-period.js';
import { type Figures, Tally, tallyBy } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes } from './report-scopes.service.js';

interface Named {
  readonly key: string;
  readonly label: string;
}

/** The figures by two groupings at once. Cells add up to the totals of their rows and columns. */
export interface CrossReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly splitBy: Grouping;
  readonly rows: readonly Named[];
  readonly columns: readonly Named[];
  /** Of a row, a column or both; null means all of them. */
  figures(row: string | null, column: string | null): Figures;
}

/** How the issues received in a period stand at a cut-off, by two groupings. */
@Injectable()
export class CrossReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /** @throws DomainError as the completion report does, and 422 when both groupings are the same */
  async report({ actor, language }: Viewer, query: CrossQuery): Promise<CrossReport> {
    const { groupBy = 'region', splitBy = 'category' } = query;
    if (groupBy === splitBy) throw sameGroupings();
    const { period, asOf, ...scope } = await this.scopes.of(actor, query);
    const [group, split] = [
      await this.groupings.rule(groupBy, asOf, actor),
      await this.groupings.rule(splitBy, asOf, actor),
    ];
    return this.reader.snapshot(async (session) => {
      const plan = { ...scope, value: group.value, split: split.value };
      const counted = await this.readModel.tallies(session, plan);
      const rowTotals = tallyBy(counted, ({ value }) => group.keyOf(value));
      const columnTotals = tallyBy(counted, (row) => split.keyOf(row.split ?? null));
      const cells = tallyBy(counted, (row) => cellOf(group.keyOf(row.value), split.keyOf(row.split ?? null)));
      if (rowTotals.size * columnTotals.size > MOST_CELLS) throw tooLarge();
      const total = Tally.sum(rowTotals.values());
      const nothing = new Tally();
      const tallyOf = (row: string | null, column: string | null): Tally | undefined => {
        if (row === null) return column === null ? total : columnTotals.get(column);
        return column === null ? rowTotals.get(row) : cells.get(cellOf(row, column));
      };
      return {
        period,
        asOf,
        groupBy,
        splitBy,
        rows: await this.names.inOrder(session, groupBy, { keys: [...rowTotals.keys()], language }),
        columns: await this.names.inOrder(session, splitBy, { keys: [...columnTotals.keys()], language }),
        figures: (row, column) => (tallyOf(row, column) ?? nothing).figures(),
      };
    });
  }
}

/** More than anybody reads, and than an answer should hold; narrower filters or fewer groups fit. */
const MOST_CELLS = 20_000;

const cellOf = (row: string, column: string): string => JSON.stringify([row, column]);

const sameGroupings = () =>
  brokenField('report.split', 'splitBy', { zh: '必须与行分组不同', en: 'must differ from groupBy' });
const tooLarge = () =>
  brokenField('report.too-large', 'splitBy', {
    zh: '交叉表过大，请缩小范围或减少分组',
    en: 'makes too large a table: narrow the filters or choose fewer groups',
  });
