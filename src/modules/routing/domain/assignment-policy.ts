import type { Instant } from '../../../kernel/clock.js';
import { localDateOf } from '../../../kernel/local-date.js';
import type { PassedOverCode, ReasonCode } from './reason-codes.js';
import type { Need, Rule } from './routing-rule.js';

/** A cadre whom a rule names, or a deputy of one, as they stand on the day. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string;
  /** Open issues that are a full load; 0 for somebody who takes none. */
  readonly capacity: number;
  readonly onDuty: boolean;
  /** They had an account and none is open; the roster says so. */
  readonly accountClosed: boolean;
  readonly onLeave: boolean;
  readonly deputyId: string | null;
  /** Open issues that they lead. */
  readonly openCount: number;
  readonly lastAssignedAt: Instant | null;
}

/** Whom one rule names. */
export interface Named {
  /** Groups in the order in which they are asked; within a group all have the same claim. */
  readonly groups: readonly (readonly Candidate[])[];
  /** Deputies of those who are away, and the deputies' own; more of them do no harm. */
  readonly deputies: readonly Candidate[];
}

/** Reason of a decision: a code and the facts that its text needs. */
interface Reason {
  readonly code: ReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One candidate as the decision remembers them. */
export interface Considered {
  readonly cadreId: string;
  readonly name: string;
  readonly openCount: number;
  readonly capacity: number;
  readonly chosen: boolean;
  /** Null for the chosen one, and for those who could have been but had a weaker claim. */
  readonly passedOver: PassedOverCode | null;
}

/** What one rule leads to. */
export interface Choice {
  readonly rule: Rule;
  /** Null when nobody whom the rule names can take it. */
  readonly cadre: Candidate | null;
  readonly reasons: readonly Reason[];
  /** The chosen one, then those with the next best claim, then those passed over. */
  readonly considered: readonly Considered[];
}

/** Who gets it and why, or why nobody does; the decision is stored with the issue. */
export interface Assignment {
  readonly cadre: Candidate | null;
  /** The rule that named them. */
  readonly rule: Rule | null;
  readonly decision: {
    readonly rule: string | null;
    readonly reasons: readonly Reason[];
    readonly candidates: readonly Considered[];
  };
}

/** How many candidates a decision remembers. */
export const MOST_CANDIDATES = 20;

/** How many absent colleagues the reasons name when one deputy stands in for several. */
const MOST_NAMED = 3;

/** Whose records `choose` needs besides the groups: the deputies of those who are away. */
export function deputiesWanted(groups: Named['groups']): string[] {
  const members = groups.flat();
  const known = new Set(members.map(({ id }) => id));
  const wanted = members.filter(isAway).map(({ deputyId }) => deputyId);
  return [...new Set(wanted)].filter((id) => id !== null).filter((id) => !known.has(id));
}

/**
 * The one among those whom the rule names who takes it: the first group in which somebody can; in it the least loaded in
 * proportion to capacity; among equals whoever was assigned something the longest ago. Whoever is away hands over to
 * their deputy, and the deputy to theirs. The order of the candidates given does not matter.
 */
export function choose(rule: Rule, named: Named, need: Pick<Need, 'excludedCadreIds'>): Choice {
  const staff = new Staff(named, new Set(need.excludedCadreIds));
  for (const group of named.groups) {
    const standing = staff.standingFor(group);
    const [best, ...others] = [...standing.keys()].sort(byClaim);
    if (best === undefined) continue;
    return {
      rule,
      cadre: best,
      reasons: [byRule(rule), ...standsIn(best, standing.get(best) ?? []), whyFirst([best, ...others])],
      considered: [
        consideredAs(best, { chosen: true }),
        ...others.map((each) => consideredAs(each, {})),
        ...staff.passedOver(),
      ],
    };
  }
  return { rule, cadre: null, reasons: [nobodyAt(rule)], considered: staff.passedOver() };
}

/** The outcome of the rules that were tried in turn, of which only the last one can have found somebody. */
export function assignmentOf(tried: readonly Choice[]): Assignment {
  const found = tried.find(({ cadre }) => cadre !== null);
  const inVain = tried.filter((choice) => choice !== found).flatMap(({ reasons }) => reasons);
  if (found === undefined) {
    const decision = {
      rule: null,
      reasons: [NOBODY, ...inVain],
      candidates: kept(tried.flatMap((each) => each.considered)),
    };
    return { cadre: null, rule: null, decision };
  }
  const decision = {
    rule: found.rule.code,
    reasons: [...found.reasons, ...inVain],
    candidates: kept(found.considered),
  };
  return { cadre: found.cadre, rule: found.rule, decision };
}

/** Everybody who comes into question for one rule, and who was passed over so far. */
class Staff {
  private readonly everybody: ReadonlyMap<string, Candidate>;
  private readonly notTaken = new Map<string, Considered>();

  constructor(
    { groups, deputies }: Named,
    private readonly excluded: ReadonlySet<string>,
  ) {
    this.everybody = new Map([...deputies, ...groups.flat()].map((candidate) => [candidate.id, candidate]));
  }

  /** Those who can take it for the group, each once, with the members to whom they owe it: none for a member. */
  standingFor(group: readonly Candidate[]): ReadonlyMap<Candidate, readonly Candidate[]> {
    const members = new Map(group.map(({ id }) => [id, this.everybody.get(id)!]));
    const standing = new Map<Candidate, Candidate[]>();
    for (const member of [...members.values()].sort(byId)) {
      const standIn = this.standInFor(member);
      if (standIn === null) continue;
      standing.set(standIn, members.has(standIn.id) ? [] : [...(standing.get(standIn) ?? []), member]);
    }
    return standing;
  }

  /** By id. */
  passedOver(): Considered[] {
    return [...this.notTaken.values()].sort((a, b) => compare(a.cadreId, b.cadreId));
  }

  /** The member, or whoever acts for them; null when nobody can. */
  private standInFor(member: Candidate): Candidate | null {
    const { away, end } = this.chainOf(member);
    const refusal = end && this.refusalOf(end);
    const standIn = refusal === null ? end : null;
    if (end !== null && refusal !== null) this.passOver(end, refusal);
    for (const each of away) this.passOver(each, awayCode(each, standIn !== null));
    return standIn;
  }

  /** Those in the chain of deputies who are away, and the first who is not; null when there is none. */
  private chainOf(member: Candidate): { readonly away: ReadonlySet<Candidate>; readonly end: Candidate | null } {
    const away = new Set<Candidate>();
    let next: Candidate | undefined = member;
    while (next !== undefined && this.handsOver(next)) {
      // Deputies in a circle who are all away lead back to somebody already asked.
      if (away.has(next)) return { away, end: null };
      away.add(next);
      next = next.deputyId === null ? undefined : this.everybody.get(next.deputyId);
    }
    return { away, end: next ?? null };
  }

  private handsOver(candidate: Candidate): boolean {
    return isAway(candidate) && this.refusalOf(candidate) === null;
  }

  private refusalOf(candidate: Candidate): PassedOverCode | null {
    if (this.excluded.has(candidate.id)) return 'excluded';
    return candidate.capacity > 0 ? null : 'no-capacity';
  }

  private passOver(candidate: Candidate, code: PassedOverCode): void {
    this.notTaken.set(candidate.id, consideredAs(candidate, { passedOver: code }));
  }
}

const isAway = ({ onDuty, accountClosed, onLeave }: Candidate): boolean => !onDuty || accountClosed || onLeave;

function awayCode({ onDuty, accountClosed }: Candidate, hasStandIn: boolean): PassedOverCode {
  if (!onDuty) return hasStandIn ? 'off-duty' : 'off-duty-no-deputy';
  if (accountClosed) return hasStandIn ? 'account-closed' : 'account-closed-no-deputy';
  return hasStandIn ? 'on-leave' : 'on-leave-no-deputy';
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : Number(a > b));

const byId = (a: Candidate, b: Candidate): number => compare(a.id, b.id);

/** Open work in proportion to capacity, without the rounding of a division. */
const byLoad = (a: Candidate, b: Candidate): number => a.openCount * b.capacity - b.openCount * a.capacity;

/** Who was never assigned anything has waited longest. */
const byLastAssigned = (a: Candidate, b: Candidate): number =>
  compare(a.lastAssignedAt ?? Number.NEGATIVE_INFINITY, b.lastAssignedAt ?? Number.NEGATIVE_INFINITY);

const byClaim = (a: Candidate, b: Candidate): number => byLoad(a, b) || byLastAssigned(a, b) || byId(a, b);

const NOBODY: Reason = { code: 'nobody', params: {} };

const byRule = ({ nameZh, nameEn }: Rule): Reason => ({ code: 'by-rule', params: { nameZh, nameEn } });

const nobodyAt = ({ nameZh, nameEn }: Rule): Reason => ({ code: 'nobody-at-rule', params: { nameZh, nameEn } });

function standsIn(standIn: Candidate, away: readonly Candidate[]): Reason[] {
  const named = away.slice(0, MOST_NAMED).map(({ name }) => name);
  return named.map((absent) => ({ code: 'deputy-of', params: { name: standIn.name, absent } }));
}

/** Why the first of those who could take it comes before the second. */
function whyFirst([best, second, ...others]: readonly [Candidate, ...Candidate[]]): Reason {
  const { name, openCount, capacity, lastAssignedAt } = best;
  if (second === undefined) return { code: 'only-one', params: { name } };
  if (byLoad(best, second) !== 0) {
    return { code: 'least-loaded', params: { name, openCount, capacity, available: 2 + others.length } };
  }
  if (byLastAssigned(best, second) === 0) return { code: 'first-of-equals', params: { name } };
  return lastAssignedAt === null
    ? { code: 'never-assigned', params: { name } }
    : { code: 'longest-since', params: { name, since: localDateOf(lastAssignedAt) } };
}

function consideredAs(
  { id, name, openCount, capacity }: Candidate,
  { chosen = false, passedOver = null }: Partial<Pick<Considered, 'chosen' | 'passedOver'>>,
): Considered {
  return { cadreId: id, name, openCount, capacity, chosen, passedOver };
}

/** Each candidate once, the first ones. */
function kept(considered: readonly Considered[]): Considered[] {
  return [...new Map(considered.map((each) => [each.cadreId, each])).values()].slice(0, MOST_CANDIDATES);
}
