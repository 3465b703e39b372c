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
import { addHistogram, addTenths, handlingTime, type HandlingTime, type Histogram } from './domain/handling-time.js';
import { type Rate, rate } from './domain/rates.js';

/** Issues of one group with the same facts: how many there are in each cohort. */
export interface TallyRow extends Readonly<Record<Cohort, number>> {
  /** What the database grouped by. */
  readonly value: string | null;
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
  return { code, cohort, wanted, asked: wanted | factMask(none) };
});
const HANDLED = factMask(SELECTIONS.handled.all);

/** Counts issues by the same selections that the lists behind the numbers are made from. */
export class Tally {
  private readonly numbers = new Map<FigureCode, number>(FIGURE_CODES.map((code) => [code, 0]));
  private readonly histogram: Histogram = new Map();

  add(row: TallyRow): void {
    for (const { code, cohort, wanted, asked } of PLAN) {
      if ((row.facts & asked) === wanted) this.increase(code, row[cohort]);
    }
    if ((row.facts & HANDLED) === HANDLED && row.handling !== null) addTenths(this.histogram, row.handling);
  }

  /** Adds all that another tally has counted. */
  addAll(other: Tally): void {
    for (const [code, number] of other.numbers) this.increase(code, number);
    addHistogram(this.histogram, other.histogram);
  }

  /** Whether there is nothing to show. */
  get isEmpty(): boolean {
    return [...this.numbers.values()].every((number) => number === 0);
  }

  figures(): Figures {
    const { received, refused, withdrawn, merged, unrouted } = Object.fromEntries(this.numbers) as Record<
      FigureCode,
      number
    >;
    return {
      counts: { received, refused, withdrawn, merged, unrouted },
      rates: Object.fromEntries(RATE_CODES.map((code) => [code, this.rateOf(code)])) as Record<RateCode, Rate>,
      handling: handlingTime(this.histogram),
    };
  }

  private rateOf(code: RateCode): Rate {
    return rate(this.numberOf(`${code}.numerator`), this.numberOf(`${code}.denominator`));
  }

  private numberOf(code: FigureCode): number {
    return this.numbers.get(code) ?? 0;
  }

  private increase(code: FigureCode, by: number): void {
    this.numbers.set(code, this.numberOf(code) + by);
  }
}
