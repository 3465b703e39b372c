import { type Cohort, factMask, FIGURE_CODES, type FigureCode, SELECTIONS } from '../issues/index.js';

/** One number that every cell keeps: the issues of a cohort with some facts and without some others. */
export interface CellNumber {
  readonly name: string;
  readonly cohort: Cohort;
  readonly wanted: number;
  readonly asked: number;
}

/** Depends on the hour: it is counted when a report is read, of the issues that are open. */
const HOURLY: Cohort = 'pastDueInPeriod';

const sameAs = (one: CellNumber, other: CellNumber): boolean =>
  one.cohort === other.cohort && one.wanted === other.wanted && one.asked === other.asked;

function numberOf(code: FigureCode): CellNumber {
  const { cohort, all, none = [] } = SELECTIONS[code];
  const name = code.replace(/\.(.)/, (_, letter: string) => letter.toUpperCase());
  return { name, cohort, wanted: factMask(all), asked: factMask(all) | factMask(none) };
}

const KEPT = FIGURE_CODES.filter((code) => SELECTIONS[code].cohort !== HOURLY);

/** Figures that count the same, such as the denominators of most rates, are kept once. */
export const CELL_NUMBERS: readonly CellNumber[] = KEPT.map(numberOf).filter(
  (number, position, all) => all.findIndex((other) => sameAs(other, number)) === position,
);

/** Where a figure is kept: its place in {@link CELL_NUMBERS}; a figure that depends on the hour has none. */
export const PLACES: ReadonlyMap<FigureCode, number> = new Map(
  KEPT.map((code) => [code, CELL_NUMBERS.findIndex((number) => sameAs(number, numberOf(code)))]),
);
