import {
  type Cohort,
  type CountCode,
  factMask,
  FIGURE_CODES,
  type FigureCode,
  RATE_CODES,
  type RateCode,
  SELECTIONS,
} from '../issues/index.js';
import { type CellContent, PLACES } from '../figure-cells/index.js';
import { type HandlingBand, isWithin } from './domain/bands.js';
import { addHistogram, addTenths, handlingTime, type HandlingTime, type Histogram } from './domain/handling-time.js';
import { type Rate, rate } from './domain/rates.js';

/** Issues of one group with the same facts: how many there are in each cohort. */
export interface TallyRow extends Readonly<Record<Cohort, number>> {
  /** What the database grouped by. */
  readonly value: string | null;
  /** What it split the groups by, if it did. */
  readonly split?: string | null;
  /** Bits of `FACTS`. */
  readonly facts: number;
  /** Comma-separated tenths of a working day of those received in the period that are finished. */
  readonly handling: string | null;
}

/** The numbers of one group, or of the whole report. */
export interface Figures {
  readonly counts: Readonly<Record<Exclude<CountCode, 'handled'>, number>>;
  readonly rates: Readonly<Record<RateCode, Rate>>;
  readonly handling: HandlingTime;
}

const PLAN = FIGURE_CODES.map((code) => {
  const { cohort, all, none = [] } = SELECTIONS[code];
  const wanted = factMask(all);
  return { cohort, wanted, asked: wanted | factMask(none) };
});
const POSITIONS = new Map(FIGURE_CODES.map((code, position) => [code, position]));
const HANDLED = factMask(SELECTIONS.handled.all);

/** Counts issues by the same selections that the lists behind the numbers are made from. */
export class Tally {
  /** In the order of `FIGURE_CODES`. */
  private readonly numbers: number[] = PLAN.map(() => 0);
  private readonly histogram: Histogram = new Map();

  add(row: TallyRow): void {
    this.addTimes(row, 1);
  }

  /** Takes away issues that were added before. */
  remove(row: TallyRow): void {
    this.addTimes(row, -1);
  }

  /** Adds what a cell holds; figures that depend on the hour are in none. */
  addCell({ numbers, handling }: CellContent): void {
    for (const [code, place] of PLACES) this.numbers[POSITIONS.get(code)!]! += numbers[place]!;
    addHistogram(this.histogram, handling);
  }

  /** Adds all that another tally has counted. */
  addAll(other: Tally): void {
    other.numbers.forEach((number, position) => {
      this.numbers[position]! += number;
    });
    addHistogram(this.histogram, other.histogram);
  }

  private addTimes(row: TallyRow, times: 1 | -1): void {
    PLAN.forEach(({ cohort, wanted, asked }, position) => {
      if ((row.facts & asked) === wanted) this.numbers[position]! += times * row[cohort];
    });
    if ((row.facts & HANDLED) === HANDLED && row.handling !== null) addTenths(this.histogram, row.handling, times);
  }

  static sum(tallies: Iterable<Tally>): Tally {
    const total = new Tally();
    for (const tally of tallies) total.addAll(tally);
    return total;
  }

  /** Whether there is nothing to show. */
  get isEmpty(): boolean {
    return this.numbers.every((number) => number === 0);
  }

  /** How many of the finished issues took how long, in the order of the bands. */
  handlingBands(bands: readonly HandlingBand[]): number[] {
    return bands.map((band) =>
      [...this.histogram].reduce((sum, [tenths, issues]) => sum + (isWithin(band, tenths) ? issues : 0), 0),
    );
  }

  figures(): Figures {
    const of = (code: FigureCode): number => this.numbers[POSITIONS.get(code)!]!;
    return {
      counts: {
        received: of('received'),
        refused: of('refused'),
        withdrawn: of('withdrawn'),
        merged: of('merged'),
        open: of('open'),
        unrouted: of('unrouted'),
      },
      rates: Object.fromEntries(
        RATE_CODES.map((code) => [code, rate(of(`${code}.numerator`), of(`${code}.denominator`))]),
      ) as Record<RateCode, Rate>,
      handling: handlingTime(this.histogram),
    };
  }
}

/** Counts the rows by the key of each; a group in which there is nothing to show is left out. */
export function tallyBy<K>(rows: readonly TallyRow[], keyOf: (row: TallyRow) => K): ReadonlyMap<K, Tally> {
  const groups = new Map<K, Tally>();
  for (const row of rows) {
    const key = keyOf(row);
    const tally = groups.get(key) ?? new Tally();
    tally.add(row);
    groups.set(key, tally);
  }
  return new Map([...groups].filter(([, tally]) => !tally.isEmpty));
}
