import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { localDateOf, startOfDay } from '../../kernel/local-date.js';
import { allOf, type SqlSession } from '../../platform/persistence/index.js';
import { FigureCellsReadModel, UNFOLDED } from '../figure-cells/index.js';
import { type FigureWindow, type Grouping, type GroupingRule } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import type { ReportPeriod } from './domain/report-period.js';
import { partsOf, yearsAndMonths } from './domain/whole-months.js';
import { Tally, type TallyRow } from './figures.js';
import type { ReportScope } from './report-scopes.service.js';

interface GroupedBy {
  readonly groupBy: Grouping;
  readonly rule: GroupingRule;
  /** Further conditions over `issue i`. */
  readonly besides: readonly Sql[];
}

/** Counts the issues of a scope by group: from the cells where they can tell, one by one where they cannot. */
@Injectable()
export class CompletionCounting {
  constructor(
    private readonly readModel: CompletionReadModel,
    private readonly cells: FigureCellsReadModel,
  ) {}

  /** The groups in which there is something to show. */
  async byGroup(session: SqlSession, scope: ReportScope, by: GroupedBy): Promise<ReadonlyMap<string, Tally>> {
    const groups = new Groups(by.rule);
    const { whole, edges } = partsOf(scope.period, localDateOf(scope.asOf));
    if (whole !== null && scope.isPlain && by.besides.length === 0 && (await this.cells.areCurrent(session))) {
      await this.addWhole(session, { scope, whole, by }, groups);
      for (const edge of edges) {
        const window = windowOf(edge, scope);
        const source = issuesWithin(window);
        groups.add(await this.readModel.tallies(session, { ...scope, source, window, value: by.rule.value }));
      }
    } else {
      const conditions = allOf([scope.conditions, ...by.besides]);
      groups.add(await this.readModel.tallies(session, { ...scope, conditions, value: by.rule.value }));
    }
    return groups.withSomething();
  }

  /** Whole months: what the cells know, what has happened since, and what is overdue at this hour. */
  private async addWhole(
    session: SqlSession,
    { scope, whole, by }: { readonly scope: ReportScope; readonly whole: ReportPeriod; readonly by: GroupedBy },
    groups: Groups,
  ): Promise<void> {
    const { conditions } = scope;
    const axis = by.groupBy === 'subcategory' ? 'category' : by.groupBy;
    const spans = yearsAndMonths(whole);
    const cells = await this.cells.contents(session, { axis, spans, conditions });
    for (const cell of cells) groups.of(cell.value).addCell(cell);
    const plan = { conditions, value: by.rule.value, window: windowOf(whole, scope) };
    groups.add(withoutHour(await this.readModel.tallies(session, { ...plan, source: UNFOLDED.asTheyStand })));
    groups.remove(withoutHour(await this.readModel.tallies(session, { ...plan, source: UNFOLDED.asFolded })));
    groups.add(await this.readModel.overdue(session, plan));
  }
}

/** What was counted, by the key of each group. */
class Groups {
  private readonly tallies = new Map<string, Tally>();

  constructor(private readonly rule: GroupingRule) {}

  of(value: string | null): Tally {
    const key = this.rule.keyOf(value);
    const tally = this.tallies.get(key) ?? new Tally();
    this.tallies.set(key, tally);
    return tally;
  }

  add(rows: readonly TallyRow[]): void {
    for (const row of rows) this.of(row.value).add(row);
  }

  remove(rows: readonly TallyRow[]): void {
    for (const row of rows) this.of(row.value).remove(row);
  }

  withSomething(): ReadonlyMap<string, Tally> {
    return new Map([...this.tallies].filter(([, tally]) => !tally.isEmpty));
  }
}

const windowOf = ({ from, to }: ReportPeriod, { asOf }: ReportScope): FigureWindow => ({
  from: startOfDay(from),
  to: startOfDay(to),
  asOf,
});

/** `issue i` for a FROM clause: those that some cohort of the window may have; an index finds each kind of them. */
function issuesWithin({ from, to }: FigureWindow): Sql {
  const ids = ['submitted_at', 'due_at', 'original_due_at'].map(
    (column) => sql`SELECT j.id FROM issue j WHERE j.${raw(column)} BETWEEN ${from} AND ${to - 1}`,
  );
  return sql`(SELECT w.* FROM issue w WHERE w.id IN (${join(ids, ' UNION ')})) i`;
}

const withoutHour = (rows: readonly TallyRow[]): TallyRow[] => rows.map((row) => ({ ...row, pastDueInPeriod: 0 }));
