import type { Instant } from '../../kernel/clock.js';
import {
  type Cohort,
  factMask,
  FIGURE_CODES,
  type FigureCode,
  type FigureWindow,
  SELECTIONS,
} from '../issues/index.js';

/** What decides by which figures an issue is counted. */
export interface CountedState {
  readonly submittedAt: Instant;
  readonly dueAt: Instant | null;
  readonly originalDueAt: Instant | null;
  /** Bits of `FACTS`. */
  readonly facts: number;
}

const between = (instant: Instant | null, from: Instant, to: Instant): boolean =>
  instant !== null && instant >= from && instant < to;

const IS_IN_COHORT: Readonly<Record<Cohort, (state: CountedState, window: FigureWindow) => boolean>> = {
  receivedInPeriod: ({ submittedAt }, { from, to }) => between(submittedAt, from, to),
  pastDueInPeriod: ({ submittedAt, dueAt }, { from, to, asOf }) =>
    between(submittedAt, from, to) && dueAt !== null && dueAt < asOf,
  dueInPeriod: ({ dueAt }, { from, to, asOf }) => between(dueAt, from, Math.min(to, asOf)),
  originallyDueInPeriod: ({ originalDueAt }, { from, to, asOf }) => between(originalDueAt, from, Math.min(to, asOf)),
};

const PLAN = FIGURE_CODES.map((code) => {
  const { cohort, all, none = [] } = SELECTIONS[code];
  const wanted = factMask(all);
  return { code, isInCohort: IS_IN_COHORT[cohort], wanted, asked: wanted | factMask(none) };
});

/** The figures that count an issue in that state: `selectionSql` in code. */
export function figuresCounting(state: CountedState, window: FigureWindow): readonly FigureCode[] {
  return PLAN.filter(
    ({ isInCohort, wanted, asked }) => (state.facts & asked) === wanted && isInCohort(state, window),
  ).map(({ code }) => code);
}

/** One bit for each figure, in the order of `FIGURE_CODES`; more than 32 of them, so never for `&`. */
export const bitOfFigure = (position: number): number => 2 ** position;

/** The figures of a mask that the database has added up from {@link bitOfFigure}. */
export function figuresOfMask(mask: number): readonly FigureCode[] {
  return FIGURE_CODES.filter((_, position) => Math.floor(mask / bitOfFigure(position)) % 2 === 1);
}

/** How the issues behind one number have changed: `now` − `then` = `entered` − `left`, always. */
export interface RestatedFigure {
  readonly figure: FigureCode;
  readonly then: number;
  readonly now: number;
  readonly entered: number;
  readonly left: number;
}

/** Issues that were counted alike then, and are counted alike now. */
export interface CountedAlike {
  readonly thenMask: number;
  readonly nowMask: number;
  readonly issues: number;
}

/** Every figure, also those that are as they were. */
export function restatedFigures(groups: readonly CountedAlike[]): RestatedFigure[] {
  const sums = new Map(FIGURE_CODES.map((figure) => [figure, { figure, then: 0, now: 0, entered: 0, left: 0 }]));
  for (const { thenMask, nowMask, issues } of groups) {
    const [before, after] = [new Set(figuresOfMask(thenMask)), new Set(figuresOfMask(nowMask))];
    for (const figure of before) {
      sums.get(figure)!.then += issues;
      if (!after.has(figure)) sums.get(figure)!.left += issues;
    }
    for (const figure of after) {
      sums.get(figure)!.now += issues;
      if (!before.has(figure)) sums.get(figure)!.entered += issues;
    }
  }
  return [...sums.values()];
}
