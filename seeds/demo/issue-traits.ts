import { localDateOf } from '../../src/kernel/local-date.js';
import { competentFunctions } from './corpus.js';
import { hasMonthlyLimit, isLedByChief, isOrdinary, type IssueDraft } from './issue-drafts.js';
import { minuteOfDay, type OfficeTime } from './office-time.js';
import type { Random } from './random.js';
import type { Trait } from './script-types.js';

/** Of the 626 that count as received, how many go which way. Published: about 7 % need the level above. */
export const TRAIT_COUNTS = {
  reassigned: 6,
  returned: 25,
  'returned-twice': 2,
  'return-denied': 3,
  extended: 36,
  'extended-twice': 3,
  'extension-denied': 4,
  escalated: 44,
  'escalated-twice': 2,
  rework: 20,
  unhappy: 12,
  reopened: 8,
  late: 15,
  supervised: 10,
  'chief-on-leave': 12,
} as const satisfies Partial<Record<Trait, number>>;

const RESOLUTIONS = [
  ['referred', 6],
  ['explained', 24],
  ['partly_solved', 32],
] as const;
/** Of the closed ones: heard in a call-back, and never heard of again. The others rate by themselves. */
const CALLED_BACK = 50;
const SILENT = 74;
/** Most of whoever got an explanation instead of a solution does not bother to rate. */
const SILENT_AFTER_EXPLANATION = 21;
/** What takes longer than usual has to end before the plan does. */
const LAST_LONG = '2024-12-03';
const ESCALATION_FIELDS = /^(project|factor|finance|policy|park|legal)-/;

/** Departments whose power ends at the province, and who are there to take it on. */
const PROVINCIAL_POWERS = ['ecology', 'natural-resources', 'transport', 'finance', 'administrative-approval'];

type Condition = (draft: IssueDraft) => boolean;

/** The enterprise says at least once that it is not solved. */
function isDisputed({ traits }: IssueDraft): boolean {
  return traits.has('unhappy') || traits.has('reopened');
}

/** Distributes what happens over the issues: each trait as often as it should be, where it makes sense. */
export class TraitDistribution {
  constructor(
    private readonly drafts: readonly IssueDraft[],
    private readonly time: OfficeTime,
    private readonly random: Random,
  ) {}

  distribute(): void {
    const long: Condition = ({ at }) => localDateOf(at) <= LAST_LONG;
    const normal: Condition = (draft) => draft.urgency === 'normal' && !hasMonthlyLimit(draft);
    this.give('chief-on-leave', (draft) => this.mayMeetDeputy(draft));
    this.escalate(long);
    this.return();
    this.extend(long, normal);
    this.give('rework', (draft) => long(draft) && normal(draft));
    this.give('unhappy', (draft) => long(draft) && draft.category !== 'finance-equity');
    this.give('reopened', (draft) => localDateOf(draft.at) <= '2024-11-08');
    const late = this.give('late', (draft) => long(draft) && normal(draft), { with: 'extension-denied', atMost: 2 });
    this.mark('supervised', late);
    this.give('reassigned', isLedByChief);
    this.resolve();
    this.confirm();
  }

  private escalate(long: Condition): void {
    const chosen = this.give(
      'escalated',
      (draft) => long(draft) && draft.urgency !== 'urgent' && ESCALATION_FIELDS.test(draft.category),
    );
    chosen.forEach((draft) => Object.assign(draft, { urgency: 'complex' }));
    this.mark(
      'escalated-twice',
      chosen.filter(({ category }) => PROVINCIAL_POWERS.includes(competentFunctions(category)[0] ?? '')),
    );
  }

  private return(): void {
    const sameDay: Condition = ({ at }) =>
      this.time.isWorkingDay(localDateOf(at)) && minuteOfDay(at) >= 8 * 60 + 30 && minuteOfDay(at) < 15 * 60;
    const foreign: Condition = (draft) =>
      isLedByChief(draft) &&
      draft.by !== 'chief' &&
      !competentFunctions(draft.category)
        .slice(0, 2)
        .some((name) => draft.chief?.departmentCode.endsWith(`-${name}`));
    const returned = this.give('returned', (draft) => foreign(draft) && sameDay(draft) && draft.urgency === 'normal');
    this.mark(
      'returned-twice',
      returned.filter((draft) => minuteOfDay(draft.at) < 10 * 60 + 30 && competentFunctions(draft.category).length > 1),
    );
    this.give('return-denied', (draft) => foreign(draft) && sameDay(draft));
  }

  private extend(long: Condition, normal: Condition): void {
    const extended = this.give('extended', (draft) => long(draft) && draft.urgency !== 'urgent');
    this.mark('extended-twice', extended.filter(normal));
    this.give('extension-denied', (draft) => long(draft) && normal(draft));
  }

  /** Not everything can be solved; where it cannot, the text of the issue has to allow for that. */
  private resolve(): void {
    const plain = this.drafts.filter((draft) => draft.end === 'closed' && !isDisputed(draft));
    for (const [resolution, count] of RESOLUTIONS) {
      const field = resolution === 'partly_solved' ? 'partly' : resolution;
      const possible = plain.filter((draft) => draft.resolution === 'solved' && draft.template[field] !== undefined);
      this.random.sample(possible, count).forEach((draft) => Object.assign(draft, { resolution }));
    }
  }

  private confirm(): void {
    const closed = this.random.shuffle(
      this.drafts.filter(
        (draft) => draft.end === 'closed' && !isDisputed(draft) && !draft.traits.has('escalated-twice'),
      ),
    );
    const unsolved = closed.filter(({ resolution }) => resolution === 'explained' || resolution === 'referred');
    const others = closed.filter(({ resolution }) => resolution === 'solved' || resolution === 'partly_solved');
    const silent = [
      ...unsolved.slice(0, SILENT_AFTER_EXPLANATION),
      ...others.slice(0, SILENT - SILENT_AFTER_EXPLANATION),
    ];
    silent.forEach((draft) => Object.assign(draft, { confirmation: 'none' }));
    others.slice(SILENT, SILENT + CALLED_BACK).forEach((draft) => Object.assign(draft, { confirmation: 'call_back' }));
  }

  private mayMeetDeputy(draft: IssueDraft): boolean {
    const { chief } = draft;
    return (
      chief?.deputyKey !== undefined &&
      isLedByChief(draft) &&
      draft.by !== 'chief' &&
      this.drafts.filter((other) => other.chief === chief).length === 1
    );
  }

  /** Gives a trait to ordinary issues that meet a condition; some of them may have another trait already. */
  private give(
    trait: keyof typeof TRAIT_COUNTS,
    condition: Condition,
    mix?: { with: Trait; atMost: number },
  ): IssueDraft[] {
    const mixed = this.drafts
      .filter(({ traits }) => mix !== undefined && traits.has(mix.with))
      .slice(0, mix?.atMost ?? 0);
    const pool = this.drafts.filter((draft) => isOrdinary(draft) && condition(draft));
    const chosen = [...mixed, ...this.random.sample(pool, this.wanting(trait) - mixed.length)];
    chosen.forEach((draft) => draft.traits.add(trait));
    return chosen;
  }

  /** Marks some of those that have a trait with one that goes further. */
  private mark(trait: keyof typeof TRAIT_COUNTS, among: readonly IssueDraft[]): void {
    this.random.sample(among, this.wanting(trait)).forEach((draft) => draft.traits.add(trait));
  }

  /** How many are still to be found: what is left open has some traits from the beginning. */
  private wanting(trait: keyof typeof TRAIT_COUNTS): number {
    return TRAIT_COUNTS[trait] - this.drafts.filter(({ traits }) => traits.has(trait)).length;
  }
}
