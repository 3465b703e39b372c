import type { OfficeTime } from './office-time.js';
import { IssueAuthors } from './issue-authors.js';
import type { IssueDraft } from './issue-drafts.js';
import { ExtraIssues } from './issue-extras.js';
import { DEMO_ISSUE_COUNT, type IssueSlot, planSlots, UNROUTED_RECEIVED } from './issue-slots.js';
import { TraitDistribution } from './issue-traits.js';
import { LONG_TERM } from './corpus.js';
import type { PairingPlan } from './pairings-plan.js';
import type { PlannedEnterprise } from './enterprises-plan.js';
import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';
import { submissionTimes } from './submission-times.js';
import type { Trait } from './script-types.js';

/** Zhoukou, 2024, as published. */
export const RECEIVED = 626;
const ASKED_FOR_MORE = 3;

/** Who there is, for the issues to come from and to go to. */
export interface IssueWorld {
  readonly workingDates: readonly string[];
  readonly time: OfficeTime;
  readonly enterprises: readonly PlannedEnterprise[];
  readonly cadres: readonly DemoCadre[];
  readonly pairing: PairingPlan;
}

function authorsOf({ enterprises, cadres, pairing }: IssueWorld, random: Random): IssueAuthors {
  const cadreOf = new Map(cadres.map((cadre) => [cadre.key, cadre]));
  const chiefs = new Map(
    pairing.pairings
      .filter(({ role }) => role === 'chief')
      .map((row) => [row.enterpriseKey, cadreOf.get(row.cadreKey)]),
  );
  const chiefOf = ({ key }: PlannedEnterprise) => chiefs.get(key) ?? null;
  const active = enterprises.filter(
    (enterprise) =>
      enterprise.status === 'active' && chiefOf(enterprise) !== null && enterprise !== pairing.demoEnterprise,
  );
  return new IssueAuthors({ enterprises: active, chiefOf }, random);
}

/** Writes the issue of a slot and, where the plan wants something particular, decides how it goes. */
function write(slot: IssueSlot, authors: IssueAuthors, { demoEnterprise, unpaired }: PairingPlan): IssueDraft {
  const { at, category, use, index } = slot;
  const open = (draft: IssueDraft, ...traits: Trait[]): IssueDraft =>
    Object.assign(draft, { end: 'in_progress', traits: new Set(traits) });
  switch (use) {
    case 'ordinary':
      return authors.write({ at, category });
    case 'demo': {
      const draft = authors.write({ at, category, enterprise: demoEnterprise });
      return index === DEMO_ISSUE_COUNT - 1 ? open(Object.assign(draft, { urgency: 'complex' })) : draft;
    }
    case 'unrouted': {
      const draft = authors.write({ at, category, enterprise: unpaired[index] });
      draft.traits.add('unrouted');
      return index < ASKED_FOR_MORE ? Object.assign(draft, { traits: new Set(['unrouted', 'request-info']) }) : draft;
    }
    case 'newcomer':
      return authors.write({ at, category, enterprise: unpaired[unpaired.length - 1 - index] });
    case 'long-term': {
      const draft = authors.write({ at, category, template: LONG_TERM[index] });
      return Object.assign(draft, { end: 'long_term', urgency: 'complex', special: index });
    }
    case 'open': {
      const draft = Object.assign(authors.write({ at, category }), { urgency: index === 0 ? 'normal' : 'complex' });
      return index === 0 ? open(draft, 'late', 'supervised') : open(draft, 'escalated');
    }
  }
}

/** All issues of the year, earliest first and numbered in that order. */
export function planIssues(world: IssueWorld, random: Random): IssueDraft[] {
  const { time, workingDates, pairing } = world;
  const slots = planSlots(submissionTimes(workingDates, RECEIVED, random.fork('times')), random.fork('categories'));
  const authors = authorsOf(world, random.fork('texts'));
  const received = slots.map((slot) => write(slot, authors, pairing));
  new TraitDistribution(received, time, random.fork('traits')).distribute();
  const extras = new ExtraIssues(received, authors, time, random.fork('extras'));
  const all = [
    ...received,
    ...extras.merged(),
    ...extras.refused(),
    ...extras.withdrawn(pairing.unpaired.slice(UNROUTED_RECEIVED)),
  ].sort((a, b) => a.at - b.at);
  all.forEach((draft, index) => Object.assign(draft, { key: `I${String(index + 1).padStart(4, '0')}` }));
  return all;
}
