import type { Instant } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { spanAround } from '../../kernel/spans.js';
import { type Cohort, factMask, FACTS, type Grouping, SELECTIONS } from '../issues/index.js';
import { CELL_NUMBERS } from './cell-numbers.js';

/** What the cells need to know of an issue, as it stands or as it stood after an event. */
export interface CountedIssue {
  readonly regionCode: string;
  readonly chainCode: string | null;
  readonly enterpriseSize: string;
  readonly campaignCode: string | null;
  readonly channel: string;
  readonly submittedAt: Instant;
  readonly categoryCode: string;
  readonly level: string;
  readonly departmentId: string | null;
  readonly assigneeId: string | null;
  readonly dueAt: Instant | null;
  readonly originalDueAt: Instant | null;
  /** Bits of `FACTS`. */
  readonly facts: number;
  readonly handlingTenths: number | null;
}

/** By what cells group issues: categories as they are, also for the report by top categories. */
export type CellAxis = Exclude<Grouping, 'subcategory'>;

/** Which cell. */
export interface CellKey {
  readonly axis: CellAxis;
  readonly span: string;
  readonly value: string;
  readonly regionCode: string;
  readonly facts: number;
}

/** What it holds, or what is to be added to it. */
export interface Cell extends CellKey {
  /** In the order of {@link CELL_NUMBERS}. */
  readonly numbers: number[];
  /** Tenths of a working day → issues. */
  readonly handling: Map<number, number>;
}

const HANDLED = factMask(SELECTIONS.handled.all);

/** The local year and the local month around an instant. */
export function spansAround(at: Instant): readonly string[] {
  const date = localDateOf(at);
  return [date.slice(0, 4), date.slice(0, 7)];
}

/** When an issue counts for a cohort: null for never. */
function countsAt(cohort: Cohort, { submittedAt, dueAt, originalDueAt }: CountedIssue): Instant | null {
  switch (cohort) {
    case 'receivedInPeriod':
      return submittedAt;
    case 'dueInPeriod':
      return dueAt;
    case 'originallyDueInPeriod':
      return originalDueAt;
    case 'pastDueInPeriod':
      return null;
  }
}

function groupsOf(issue: CountedIssue): readonly (readonly [CellAxis, string])[] {
  const date = localDateOf(issue.submittedAt);
  const groups: Readonly<Record<CellAxis, string>> = {
    region: issue.regionCode,
    department: issue.departmentId ?? '',
    cadre: issue.assigneeId ?? '',
    category: issue.categoryCode,
    chain: issue.chainCode ?? '',
    enterprise_size: issue.enterpriseSize,
    level: issue.level,
    channel: issue.channel,
    campaign: issue.campaignCode ?? '',
    month: spanAround('month', date).name,
    week: spanAround('week', date).name,
    day: date,
  };
  return Object.entries(groups) as [CellAxis, string][];
}

/** Collects what issues add to cells and take from them. */
export class CellChanges {
  private readonly cells = new Map<string, Cell>();

  /** Those to which something is added or from which something is taken. */
  get all(): readonly Cell[] {
    return [...this.cells.values()].filter(({ numbers, handling }) => numbers.some(Boolean) || handling.size > 0);
  }

  /** @param times 1 to add the issue, -1 to take it away */
  count(issue: CountedIssue, times: 1 | -1): void {
    const groups = groupsOf(issue);
    for (const cohort of ['receivedInPeriod', 'dueInPeriod', 'originallyDueInPeriod'] as const) {
      const at = countsAt(cohort, issue);
      const places = CELL_NUMBERS.flatMap(({ cohort: of, wanted, asked }, place) =>
        of === cohort && (issue.facts & asked) === wanted ? [place] : [],
      );
      if (at === null || places.length === 0) continue;
      const tenths = cohort === 'receivedInPeriod' && (issue.facts & HANDLED) === HANDLED ? issue.handlingTenths : null;
      for (const span of spansAround(at))
        for (const [axis, value] of groups) {
          const cell = this.cell({
            axis,
            span,
            value,
            regionCode: issue.regionCode,
            facts: issue.facts & FACTS.direct,
          });
          for (const place of places) cell.numbers[place]! += times;
          if (tenths !== null) addTimes(cell.handling, tenths, times);
        }
    }
  }

  private cell(key: CellKey): Cell {
    const name = nameOf(key);
    const known = this.cells.get(name);
    if (known) return known;
    const cell = { ...key, numbers: CELL_NUMBERS.map(() => 0), handling: new Map<number, number>() };
    this.cells.set(name, cell);
    return cell;
  }
}

/** Tells cells apart. */
export function nameOf({ axis, span, value, regionCode, facts }: CellKey): string {
  return `${axis}\n${span}\n${value}\n${regionCode}\n${facts}`;
}

function addTimes(histogram: Map<number, number>, tenths: number, times: number): void {
  const issues = (histogram.get(tenths) ?? 0) + times;
  if (issues === 0) histogram.delete(tenths);
  else histogram.set(tenths, issues);
}

/** What a cell holds once the change is added to it. */
export function changed(cell: Cell, change: Cell): Cell {
  const handling = new Map(cell.handling);
  for (const [tenths, issues] of change.handling) addTimes(handling, tenths, issues);
  return { ...cell, numbers: cell.numbers.map((number, place) => number + change.numbers[place]!), handling };
}

export function numbersText(numbers: readonly number[]): string {
  return numbers.join(',');
}

export function numbersOf(text: string): number[] {
  return text.split(',').map(Number);
}

/** `35*2,40*1` in the order of time. */
export function handlingText(handling: ReadonlyMap<number, number>): string {
  const inOrder = [...handling].sort(([one], [other]) => one - other);
  return inOrder.map(([tenths, issues]) => `${tenths}*${issues}`).join(',');
}

/** Reads what {@link handlingText} wrote, also of several cells with commas between them. */
export function* handlingOf(text: string): Iterable<readonly [tenths: number, issues: number]> {
  for (const entry of text.split(',')) {
    const star = entry.indexOf('*');
    if (star > 0) yield [Number(entry.slice(0, star)), Number(entry.slice(star + 1))];
  }
}
