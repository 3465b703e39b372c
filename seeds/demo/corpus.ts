import categoryMix from './texts/category-mix.json' with { type: 'json' };
import factor from './texts/issues-factor.json' with { type: 'json' };
import finance from './texts/issues-finance.json' with { type: 'json' };
import governmentService from './texts/issues-government-service.json' with { type: 'json' };
import labour from './texts/issues-labour.json' with { type: 'json' };
import legal from './texts/issues-legal.json' with { type: 'json' };
import market from './texts/issues-market.json' with { type: 'json' };
import other from './texts/issues-other.json' with { type: 'json' };
import park from './texts/issues-park.json' with { type: 'json' };
import policy from './texts/issues-policy.json' with { type: 'json' };
import project from './texts/issues-project.json' with { type: 'json' };
import technology from './texts/issues-technology.json' with { type: 'json' };
import longTerm from './texts/long-term.json' with { type: 'json' };
import phraseTable from './texts/phrases.json' with { type: 'json' };
import placeTable from './texts/places.json' with { type: 'json' };
import progressNotes from './texts/progress-notes.json' with { type: 'json' };
import refused from './texts/refused.json' with { type: 'json' };
import requestTexts from './texts/requests.json' with { type: 'json' };
import sectorTable from './texts/sectors.json' with { type: 'json' };
import type { StepBodies } from './script-types.js';

/** An issue with blanks to fill (template-text.ts). `sectors` and `months` say where and when it makes sense. */
export interface IssueTemplate {
  readonly category: string;
  readonly title: string;
  readonly text: string;
  /** The measures by which it is solved. */
  readonly done: string;
  /** What is said instead where it can be solved in part only, not at all, or by a court only. */
  readonly partly?: string;
  readonly explained?: string;
  readonly referred?: string;
  readonly sectors?: readonly string[];
  readonly months?: readonly number[];
}

export interface Place {
  readonly region: string;
  readonly name: string;
  readonly companyPrefix: string;
  readonly park: string;
  readonly enterprises: number;
  readonly cadres: number;
  readonly roads: readonly string[];
  readonly towns: readonly string[];
  readonly sectors: Readonly<Record<string, number | undefined>>;
}

export interface Sector {
  readonly key: string;
  readonly industry: string;
  readonly weight: number;
  readonly nouns: readonly string[];
  readonly products: readonly string[];
  readonly materials: readonly string[];
  readonly chains: readonly string[];
}

export interface CategoryShare {
  readonly category: string;
  readonly received: number;
  /** Departments that are competent, the first one foremost. */
  readonly functions: readonly string[];
  /** Month (1–12) → how much more likely than in an average month. */
  readonly season?: Readonly<Record<string, number | undefined>>;
}

export interface RefusedTemplate extends IssueTemplate {
  readonly reason: StepBodies['refuse']['reason'];
  readonly channel: string;
  readonly note: string;
  /** Asks again for what an earlier issue of the same enterprise got; `{title}` is that one's title. */
  readonly repeats?: boolean;
}

export interface LongTermTemplate extends IssueTemplate {
  readonly reason: StepBodies['long-term']['reason'];
  readonly stageResult: string;
}

export const TEMPLATES: readonly IssueTemplate[] = [
  ...policy,
  ...factor,
  ...finance,
  ...labour,
  ...project,
  ...governmentService,
  ...market,
  ...technology,
  ...legal,
  ...park,
  ...other,
];

export const PLACES: readonly Place[] = placeTable;
export const SECTORS: readonly Sector[] = sectorTable;
export const CATEGORY_MIX: readonly CategoryShare[] = categoryMix;
export const REFUSED = refused.map((row) => ({ ...row, done: '' })) as readonly RefusedTemplate[];
export const LONG_TERM = longTerm as readonly LongTermTemplate[];
export const PHRASES: Readonly<Omit<typeof phraseTable, 'opening'>> = phraseTable;
export const OPENINGS = phraseTable.opening;

function byCategory<T extends { readonly category: string }>(rows: readonly T[]): (category: string) => T {
  const index = new Map(rows.map((row) => [row.category, row]));
  return (category) => {
    const row = index.get(category);
    if (row === undefined) {
      throw new RangeError(`no text for category ${category}`);
    }
    return row;
  };
}

const TOP_CODES = requestTexts.map((row) => row.category);

/** The top category of a child: `government-service-licence` → `government-service`. */
function topCategory(category: string): string {
  const top = TOP_CODES.find((code) => category === code || category.startsWith(`${code}-`));
  if (top === undefined) {
    throw new RangeError(`no top category for ${category}`);
  }
  return top;
}

const requestOf = byCategory(requestTexts);
const progressOf = byCategory(progressNotes);
const shareOf = byCategory(CATEGORY_MIX);

export const requestReasons = (category: string) => requestOf(topCategory(category));
export const progressTexts = (category: string): readonly string[] => progressOf(category).notes;

/** Departments competent for a category, the foremost first; nobody specialises in what nobody foresaw. */
export function competentFunctions(category: string): readonly string[] {
  const { functions } = shareOf(category);
  return functions.length > 0 ? functions : ['urban-management', 'activity-office'];
}

/** Code order, the foremost first, of the categories a department may specialise in. */
export function specialtiesOf(departmentFunction: string): string[] {
  return CATEGORY_MIX.filter((share) => share.functions.includes(departmentFunction))
    .sort((a, b) => a.functions.indexOf(departmentFunction) - b.functions.indexOf(departmentFunction))
    .map((share) => share.category);
}
