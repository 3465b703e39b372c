import type { Instant } from '../../src/kernel/clock.js';
import type { IssueState } from '../../src/modules/issues/index.js';
import type { History, Parents } from './report-histories.js';

/*
 * The figures of the completion report, counted by the words of docs/metrics.md on the states of the issues, without
 * any of the product's code.
 */

export const RATES = [
  ...['completion', 'solved', 'onTime', 'onTimeOriginal', 'overdue', 'response', 'satisfaction'],
  ...['satisfactionOwn', 'satisfactionCallBack', 'ratingCoverage'],
  ...['returned', 'reworked', 'reopened', 'escalated', 'extended', 'falseClosure'],
];
export const GROUPINGS = [
  'region',
  'department',
  'cadre',
  'category',
  'subcategory',
  'chain',
  'enterprise_size',
  'level',
  'channel',
  'campaign',
  'month',
  'week',
  'day',
] as const;

interface Rows {
  readonly by: (typeof GROUPINGS)[number];
  readonly parents: Parents;
}

export const midnight = (date: string): Instant => Date.parse(`${date}T00:00:00+08:00`);
export const localDate = (instant: Instant): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

export const isOpen = ({ status }: IssueState): boolean =>
  !['closed', 'refused', 'withdrawn', 'merged'].includes(status);
export const isExcluded = ({ status, acceptedAt }: IssueState): boolean =>
  status === 'refused' || status === 'merged' || (status === 'withdrawn' && acceptedAt === null);
const isConfirmed = ({ confirmation }: IssueState): boolean =>
  confirmation === 'enterprise' || confirmation === 'call_back';
// Long-term handling by decision stops the clock.
export const isOverdue = (issue: IssueState, asOf: Instant): boolean =>
  isOpen(issue) &&
  issue.status !== 'long_term' &&
  issue.dueAt !== null &&
  issue.dueAt < asOf &&
  !wasInTime(issue, issue.dueAt);
const wasInTime = (issue: IssueState, due: Instant | null): boolean =>
  issue.doneClaimedAt !== null && due !== null && issue.doneClaimedAt <= due;

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly asOf: Instant;
}

/** Every issue as it stood at the cut-off. */
export function standing(histories: readonly History[], asOf: Instant): IssueState[] {
  return histories.flatMap(({ moments }) => moments.filter(({ at }) => at <= asOf).at(-1)?.state ?? []);
}

export type Sets = Readonly<Record<string, readonly IssueState[]>>;

/** The issues behind every number. */
export function setsOf(issues: readonly IssueState[], { from, to, asOf }: Asked): Sets {
  const inPeriod = (instant: Instant): boolean => instant >= midnight(from) && instant < midnight(to);
  const submitted = issues.filter(({ submittedAt }) => inPeriod(submittedAt));
  const received = submitted.filter((issue) => !isExcluded(issue));
  const due = (of: (issue: IssueState) => Instant | null) =>
    issues.filter((issue) => !isExcluded(issue) && of(issue) !== null && inPeriod(of(issue)!) && of(issue)! < asOf);
  const byDue = due(({ dueAt }) => dueAt);
  const byOriginal = due(({ originalDueAt }) => originalDueAt);
  const open = received.filter(isOpen);
  const assigned = received.filter(
    ({ assignedAt, returnCount, firstContactAt }) => assignedAt !== null || returnCount > 0 || firstContactAt !== null,
  );
  const rated = received.filter(({ stars }) => stars !== null);
  const invited = received.filter(({ verifiedAt, stars }) => verifiedAt !== null || stars !== null);
  const checked = received.filter(({ spotCheckCount }) => spotCheckCount > 0);
  const pairs: Record<string, [readonly IssueState[], (issue: IssueState) => boolean]> = {
    completion: [received, ({ status }) => status === 'closed'],
    solved: [
      received,
      (issue) =>
        issue.status === 'closed' && isConfirmed(issue) && issue.resolution === 'solved' && issue.ratingSolved === true,
    ],
    onTime: [byDue, (issue) => wasInTime(issue, issue.dueAt)],
    onTimeOriginal: [byOriginal, (issue) => wasInTime(issue, issue.originalDueAt)],
    overdue: [open, (issue) => isOverdue(issue, asOf)],
    response: [
      assigned,
      ({ firstContactAt, contactDueAt }) =>
        firstContactAt !== null && contactDueAt !== null && firstContactAt <= contactDueAt,
    ],
    satisfaction: [rated, ({ stars }) => stars! >= 3],
    satisfactionOwn: [rated.filter(({ ratedFrom }) => ratedFrom === 'enterprise'), ({ stars }) => stars! >= 3],
    satisfactionCallBack: [rated.filter(({ ratedFrom }) => ratedFrom === 'call_back'), ({ stars }) => stars! >= 3],
    ratingCoverage: [invited, ({ stars }) => stars !== null],
    returned: [assigned, ({ returnCount }) => returnCount > 0],
    reworked: [received, ({ reworkCount }) => reworkCount > 0],
    reopened: [received, ({ reopenCount }) => reopenCount > 0],
    escalated: [received, ({ escalationCount }) => escalationCount > 0],
    extended: [received, ({ extensionCount }) => extensionCount > 0],
    falseClosure: [checked, ({ spotCheckFailedCount }) => spotCheckFailedCount > 0],
  };
  return {
    received,
    refused: submitted.filter(({ status }) => status === 'refused'),
    withdrawn: submitted.filter(({ status, acceptedAt }) => status === 'withdrawn' && acceptedAt === null),
    merged: submitted.filter(({ status }) => status === 'merged'),
    open,
    unrouted: open.filter(({ assigneeId }) => assigneeId === null),
    handled: received.filter(({ doneClaimedAt }) => doneClaimedAt !== null),
    ...Object.fromEntries(
      Object.entries(pairs).flatMap(([name, [denominator, isIn]]) => [
        [`${name}.numerator`, denominator.filter(isIn)],
        [`${name}.denominator`, denominator],
      ]),
    ),
  };
}

function percent(numerator: number, denominator: number): string {
  if (denominator === 0) return '—';
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`;
}

function days(issues: readonly IssueState[]) {
  const tenths = issues.map(({ handlingTenths }) => handlingTenths!).sort((a, b) => a - b);
  const count = tenths.length;
  if (count === 0) return { count, mean: null, median: null, p90: null };
  const mean = Math.round(tenths.reduce((sum, each) => sum + each, 0) / count) / 10;
  return { count, mean, median: tenths[Math.ceil(count / 2) - 1]! / 10, p90: tenths[Math.ceil(count * 0.9) - 1]! / 10 };
}

/** The figures without their links, as the report should show them. */
export function expected(sets: Sets) {
  const size = (name: string): number => sets[name]!.length;
  const rates = RATES.map((name) => {
    const [numerator, denominator] = [size(`${name}.numerator`), size(`${name}.denominator`)];
    const value = denominator === 0 ? null : numerator / denominator;
    return [name, { numerator, denominator, value, text: percent(numerator, denominator) }];
  });
  return {
    received: size('received'),
    excluded: { refused: size('refused'), withdrawn: size('withdrawn'), merged: size('merged') },
    open: size('open'),
    unrouted: size('unrouted'),
    handlingWorkingDays: days(sets.handled!),
    ...(Object.fromEntries(rates) as object),
  };
}

function isoWeek(date: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const weekday = new Date(noon).getUTCDay() || 7;
  const thursday = new Date(noon + (4 - weekday) * 86_400_000);
  const days = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000;
  return `${thursday.getUTCFullYear()}-W${String(1 + Math.floor(days / 7)).padStart(2, '0')}`;
}

/** The key of the row that an issue belongs to. */
export const keyOf = (by: (typeof GROUPINGS)[number], issue: IssueState, parents: Parents): string =>
  KEY_OF[by](issue, parents);

/** The row that an issue belongs to; an abolished county counts with its successor. */
const KEY_OF: Readonly<Record<(typeof GROUPINGS)[number], (issue: IssueState, parents: Parents) => string>> = {
  region: ({ regionCode }) => (regionCode === '411626' ? '411603' : regionCode),
  department: ({ departmentId }) => departmentId ?? 'none',
  cadre: ({ assigneeId }) => assigneeId ?? 'none',
  category: ({ categoryCode }, parents) => parents.get(categoryCode) ?? categoryCode,
  subcategory: ({ categoryCode }) => categoryCode,
  chain: ({ chainCode }) => chainCode ?? 'none',
  enterprise_size: ({ enterpriseSize }) => enterpriseSize,
  level: ({ level }) => level,
  channel: ({ channel }) => channel,
  campaign: ({ campaignCode }) => campaignCode ?? 'none',
  month: ({ submittedAt }) => localDate(submittedAt).slice(0, 7),
  week: ({ submittedAt }) => isoWeek(localDate(submittedAt)),
  day: ({ submittedAt }) => localDate(submittedAt),
};

/** Whether anything at all is counted. */
const isAnything = (sets: Sets): boolean => Object.values(sets).some((issues) => issues.length > 0);

/** The figures of every row that has any, by its key. */
export function expectedRows(issues: readonly IssueState[], asked: Asked, { by, parents }: Rows) {
  const groups = [...new Set(issues.map((issue) => keyOf(by, issue, parents)))].map((key) => {
    const sets = setsOf(
      issues.filter((issue) => keyOf(by, issue, parents) === key),
      asked,
    );
    return { key, sets };
  });
  const shown = groups.filter(({ sets }) => isAnything(sets));
  return Object.fromEntries(shown.map(({ key, sets }) => [key, expected(sets)]));
}
