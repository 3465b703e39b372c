import type { Bilingual } from '../../../kernel/language.js';
import type { Fact } from './issue-facts.js';

/**
 * Which issues a figure looks at, by time. A period is half-open; what is due at the cut-off itself is not yet past
 * due.
 */
export const COHORTS = [
  'receivedInPeriod', // submitted in the period
  'pastDueInPeriod', // submitted in the period, and due before the cut-off
  'dueInPeriod', // due in the period and before the cut-off, whenever it was submitted
  'originallyDueInPeriod', // the same by the first due date
] as const;
export type Cohort = (typeof COHORTS)[number];

/** Issues of a cohort for which all of some facts hold, and none of some others. */
export interface Selection {
  readonly cohort: Cohort;
  readonly all: readonly Fact[];
  readonly none?: readonly Fact[];
}

interface Count {
  readonly label: Bilingual;
  readonly of: Selection;
}

/** The numerator is part of the denominator, always. */
interface RateMetric {
  readonly label: Bilingual;
  readonly numerator: Selection;
  readonly denominator: Selection;
}

const RECEIVED = { cohort: 'receivedInPeriod', all: ['received'] } as const satisfies Selection;

function inPeriod(fact: Fact): Selection {
  return { cohort: 'receivedInPeriod', all: [fact] };
}

/** Received issues with one more fact, or several. */
function receivedAnd(...facts: readonly Fact[]): Selection {
  return { ...RECEIVED, all: [...RECEIVED.all, ...facts] };
}

/** Of all issues in the denominator, those that also meet `part`. */
function share(label: Bilingual, denominator: Selection, part: Partial<Selection>): RateMetric {
  return { label, denominator, numerator: { ...denominator, ...part, all: [...denominator.all, ...(part.all ?? [])] } };
}

/** Plain counts of the completion report. */
export const COUNTS = {
  received: { label: { zh: '收集数', en: 'Received' }, of: RECEIVED },
  refused: { label: { zh: '不予受理', en: 'Refused' }, of: inPeriod('refused') },
  withdrawn: { label: { zh: '受理前撤回', en: 'Withdrawn before acceptance' }, of: inPeriod('withdrawnEarly') },
  merged: { label: { zh: '并入其他问题', en: 'Merged into others' }, of: inPeriod('merged') },
  open: { label: { zh: '未办结', en: 'Open' }, of: receivedAnd('open') },
  unrouted: { label: { zh: '无人承办', en: 'Unrouted' }, of: receivedAnd('unrouted') },
  handled: { label: { zh: '已申报办结', en: 'Finished' }, of: receivedAnd('finished') },
} as const satisfies Record<string, Count>;
export type CountCode = keyof typeof COUNTS;
export const COUNT_CODES = Object.keys(COUNTS) as readonly CountCode[];

/** The rates of the completion report, in its order; docs/metrics.md explains each with an example. */
export const RATES = {
  completion: share({ zh: '办结率', en: 'Completion' }, RECEIVED, { all: ['closed'] }),
  solved: share({ zh: '解决率', en: 'Solved and confirmed' }, RECEIVED, { all: ['solvedConfirmed'] }),
  onTime: share(
    { zh: '按时办结率', en: 'On time' },
    { ...RECEIVED, cohort: 'dueInPeriod' },
    { all: ['finishedInTime'] },
  ),
  onTimeOriginal: share(
    { zh: '按原时限办结率', en: 'On time by the original limit' },
    { ...RECEIVED, cohort: 'originallyDueInPeriod' },
    { all: ['finishedInOriginalTime'] },
  ),
  overdue: share({ zh: '超期率', en: 'Overdue' }, receivedAnd('open'), {
    cohort: 'pastDueInPeriod',
    none: ['finishedInTime', 'paused'],
  }),
  response: share({ zh: '响应率', en: 'Response in time' }, receivedAnd('assigned'), { all: ['contactedInTime'] }),
  satisfaction: share({ zh: '满意率', en: 'Satisfaction' }, receivedAnd('rated'), { all: ['satisfied'] }),
  satisfactionOwn: share(
    { zh: '企业自评满意率', en: 'Satisfaction by own rating' },
    { ...receivedAnd('rated'), none: ['ratedByCallBack'] },
    { all: ['satisfied'] },
  ),
  satisfactionCallBack: share(
    { zh: '回访满意率', en: 'Satisfaction by call-back' },
    receivedAnd('rated', 'ratedByCallBack'),
    { all: ['satisfied'] },
  ),
  ratingCoverage: share({ zh: '参评率', en: 'Rating coverage' }, receivedAnd('invitedToRate'), { all: ['rated'] }),
  returned: share({ zh: '退回率', en: 'Returned' }, receivedAnd('assigned'), { all: ['returned'] }),
  reworked: share({ zh: '返工率', en: 'Reworked' }, RECEIVED, { all: ['reworked'] }),
  reopened: share({ zh: '重开率', en: 'Reopened' }, RECEIVED, { all: ['reopened'] }),
  escalated: share({ zh: '提级率', en: 'Escalated' }, RECEIVED, { all: ['escalated'] }),
  extended: share({ zh: '延期率', en: 'Extended' }, RECEIVED, { all: ['extended'] }),
  falseClosure: share({ zh: '核查不实率', en: 'False closure' }, receivedAnd('spotChecked'), {
    all: ['spotCheckFailed'],
  }),
} as const satisfies Record<string, RateMetric>;
export type RateCode = keyof typeof RATES;
export const RATE_CODES = Object.keys(RATES) as readonly RateCode[];

/** Everything that a report counts, by name: `received`, `completion.numerator`, … */
export type FigureCode = CountCode | `${RateCode}.${'numerator' | 'denominator'}`;

/** What each number of a report counts; the list behind the number is made from the same selection. */
export const SELECTIONS: Readonly<Record<FigureCode, Selection>> = {
  ...(Object.fromEntries(Object.entries(COUNTS).map(([code, { of }]) => [code, of])) as Record<CountCode, Selection>),
  ...(Object.fromEntries(
    Object.entries(RATES).flatMap(([code, { numerator, denominator }]) => [
      [`${code}.numerator`, numerator],
      [`${code}.denominator`, denominator],
    ]),
  ) as Record<Exclude<FigureCode, CountCode>, Selection>),
};
export const FIGURE_CODES = Object.keys(SELECTIONS) as readonly FigureCode[];

/** What the rows of a report, and a list behind one of them, can be grouped by. */
export const GROUPINGS = {
  region: { zh: '地区', en: 'Region' },
  department: { zh: '承办单位', en: 'Department' },
  cadre: { zh: '承办干部', en: 'Cadre' },
  category: { zh: '问题类别', en: 'Category' },
  subcategory: { zh: '问题小类', en: 'Sub-category' },
  chain: { zh: '产业链', en: 'Chain' },
  enterprise_size: { zh: '企业规模', en: 'Enterprise size' },
  level: { zh: '办理层级', en: 'Level' },
  channel: { zh: '来源渠道', en: 'Channel' },
  campaign: { zh: '专项行动', en: 'Campaign' },
  month: { zh: '提交月份', en: 'Month' },
  week: { zh: '提交周', en: 'Week' },
  day: { zh: '提交日', en: 'Day' },
} as const satisfies Record<string, Bilingual>;
export type Grouping = keyof typeof GROUPINGS;
export const GROUPING_CODES = Object.keys(GROUPINGS) as readonly Grouping[];

/** The group of issues that have none of what is grouped by, such as those without a handling unit. */
export const NO_GROUP = 'none';
