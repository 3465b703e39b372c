import { addDays } from '../../src/kernel/local-date.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { IssueState } from '../../src/modules/issues/index.js';
import { isOpen, midnight } from './plain-figures.js';
import type { History } from './report-histories.js';

/*
 * The flow of a period by the words of docs/metrics.md, from everything that the issues have been, without any of the
 * product's code.
 */

export const FLOWS = [
  ...['openAtStart', 'opened', 'submitted', 'reopened', 'ended', 'closed', 'refused', 'withdrawn', 'merged'],
  'openAtEnd',
];

export type FlowSets = Readonly<Record<string, readonly IssueState[]>>;

/** The issues behind each number of the flow, as they stood at the end. */
export function plainFlow(
  histories: readonly History[],
  { from, to, asOf }: { readonly from: string; readonly to: string; readonly asOf: Instant },
): FlowSets {
  const end = Math.min(midnight(to) - 1, asOf);
  const start = Math.min(midnight(from), end + 1);
  const lives = histories.flatMap(({ moments }) => {
    const state = moments.filter(({ at }) => at <= end).at(-1)?.state;
    if (state === undefined) return [];
    const before = moments.filter(({ at }) => at < start).at(-1)?.state;
    const wasOpen = before !== undefined && isOpen(before);
    const everOpen = moments.some((moment) => moment.at >= start && moment.at <= end && isOpen(moment.state));
    return [{ state, isNew: before === undefined, wasOpen, everOpen }];
  });
  const states = (chosen: typeof lives): IssueState[] => chosen.map(({ state }) => state);
  const opened = lives.filter(({ wasOpen, everOpen }) => !wasOpen && everOpen);
  const ended = lives.filter(({ state, wasOpen, everOpen }) => !isOpen(state) && (wasOpen || everOpen));
  const endings = ['closed', 'refused', 'withdrawn', 'merged'].map((status) => [
    status,
    states(ended.filter(({ state }) => state.status === status)),
  ]);
  return {
    openAtStart: states(lives.filter(({ wasOpen }) => wasOpen)),
    opened: states(opened),
    submitted: states(opened.filter(({ isNew }) => isNew)),
    reopened: states(opened.filter(({ isNew }) => !isNew)),
    ended: states(ended),
    ...(Object.fromEntries(endings) as Record<string, IssueState[]>),
    openAtEnd: states(lives.filter(({ state }) => isOpen(state))),
  };
}

/** How many issues each set has. */
export const flowSizes = (sets: FlowSets): Record<string, number> =>
  Object.fromEntries(FLOWS.map((name) => [name, sets[name]!.length]));

/** The half-open periods of one day each. */
export function daysOf({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string }[] {
  const days: { from: string; to: string }[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push({ from: day, to: addDays(day, 1) });
  return days;
}
