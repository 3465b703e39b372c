import { type Instant, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { addDays, type LocalDate, localDateOf, startOfDay } from '../../src/kernel/local-date.js';
import { CATEGORY_MIX, type IssueTemplate, TEMPLATES } from '../demo/corpus.js';
import type { PlannedEnterprise } from '../demo/enterprises-plan.js';
import { IssueAuthors } from '../demo/issue-authors.js';
import type { IssueDraft } from '../demo/issue-drafts.js';
import type { DemoCadre } from '../demo/plan-types.js';
import type { Random } from '../demo/random.js';
import { suits } from '../demo/template-fit.js';
import type { CityPlan } from './city-plan.js';
import type { OfficeCalendar } from './pace.js';

export interface Period {
  readonly from: LocalDate;
  readonly days: number;
}

const ON_DAYS_OFF = 0.12;
const IN_OFFICE_HOURS = 0.72;
const OFFICE = [9 * 60, 18 * 60] as const;
const AT_HOME = [6 * 60, 24 * 60 - 1] as const;

/** What comes in, and when: also in the evening and on days off; earliest first. */
export function planSubmissions(
  count: number,
  { plan, period, calendar }: { readonly plan: CityPlan; readonly period: Period; readonly calendar: OfficeCalendar },
  random: Random,
): IssueDraft[] {
  const dates = Array.from({ length: period.days }, (_each, day) => addDays(period.from, day));
  const weights = new Map(dates.map((date) => [date, calendar.isWorkingDay(date) ? 1 : ON_DAYS_OFF]));
  const times = Array.from({ length: count }, () =>
    timeOn(
      random.weighted(dates, (date) => weights.get(date)!),
      random,
    ),
  );
  const active = plan.enterprises.filter(({ status }) => status === 'active');
  const authors = new IssueAuthors({ enterprises: active, chiefOf: chiefsOf(plan) }, random.fork('texts'));
  return times
    .sort((one, other) => one - other)
    .map((at, index) => {
      const enterprise = random.pick(active);
      const template = templateFor(enterprise, at, random);
      const draft = authors.write({ at, category: template.category, enterprise, template });
      return Object.assign(draft, { key: `S${String(index + 1).padStart(5, '0')}` });
    });
}

function timeOn(date: LocalDate, random: Random): Instant {
  const minute = random.int(...(random.chance(IN_OFFICE_HOURS) ? OFFICE : AT_HOME));
  return startOfDay(date) + minute * MINUTE + random.int(0, 59) * SECOND;
}

function chiefsOf({ pairings, cadres }: CityPlan) {
  const cadreOf = new Map(cadres.map((cadre) => [cadre.key, cadre]));
  const chiefs = new Map(pairings.map(({ enterpriseKey, cadreKey }) => [enterpriseKey, cadreOf.get(cadreKey)]));
  return ({ key }: PlannedEnterprise): DemoCadre | null => chiefs.get(key) ?? null;
}

const SHARES = new Map(CATEGORY_MIX.map(({ category, received }) => [category, received]));
const TEXTS = new Map<string, number>();
for (const { category } of TEMPLATES) TEXTS.set(category, (TEXTS.get(category) ?? 0) + 1);

/** In the mix of categories that the city has. */
function templateFor(enterprise: PlannedEnterprise, at: Instant, random: Random): IssueTemplate {
  const month = Number(localDateOf(at).slice(5, 7));
  const fitting = TEMPLATES.filter(
    (template) => (template.months?.includes(month) ?? true) && suits(template, enterprise),
  );
  return random.weighted(fitting, ({ category }) => (SHARES.get(category) ?? 0) / TEXTS.get(category)!);
}
