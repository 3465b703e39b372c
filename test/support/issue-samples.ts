import { type Actor, type ActorRole, SYSTEM_ACTOR } from '../../src/kernel/actor.js';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import type { ApiAction, InputOf } from '../../src/modules/issues/domain/action-inputs.js';
import type { Effect, EffectContext } from '../../src/modules/issues/domain/effect.js';
import { type EffectAction, effectOf } from '../../src/modules/issues/domain/issue-effects.js';
import type { TransitionQuestion } from '../../src/modules/issues/domain/issue-guards.js';
import { mayLeadTo } from '../../src/modules/issues/domain/issue-lifecycle.js';
import type {
  IssueRequestState,
  IssueState,
  IssueStatus,
  RequestKind,
  SupervisionState,
} from '../../src/modules/issues/domain/issue-types.js';
import type { NewLead } from '../../src/modules/issues/domain/lead-changes.js';
import { newIssue } from '../../src/modules/issues/domain/new-issue.js';
import { type RegionLevel, type RegionNode, RegionTree } from '../../src/modules/regions/domain/region-tree.js';

/** Values for tests of pure rules: plausible as they are, and each field can be said differently. */

export const NOW = Date.parse('2024-03-04T01:00:00Z');

const region = (code: string, level: RegionLevel, parentCode: string | null): RegionNode => ({
  code,
  name: code,
  nameEn: null,
  level,
  kind: 'gb',
  parentCode,
  validFrom: null,
  validTo: null,
  successorCode: null,
  numberPrefix: null,
  version: 1,
});

/** A province with two municipalities; the first of these has two counties. */
export const REGIONS = new RegionTree([
  region('410000', 'province', null),
  region('411600', 'municipality', '410000'),
  region('411602', 'county', '411600'),
  region('411603', 'county', '411600'),
  region('411700', 'municipality', '410000'),
]);

export const isWithin = (code: string, ancestor: string): boolean => REGIONS.isWithin(code, ancestor);

export function anActor(role: ActorRole, rest: Partial<Actor> = {}): Actor {
  if (role === 'system') return SYSTEM_ACTOR;
  const userId = `a-${role}`;
  const blank = { userId, displayName: userId, role, regionCode: '411602' };
  return { ...blank, cadreId: null, departmentId: null, enterpriseId: null, ...rest };
}

export const aLead = (id: string, departmentId = `unit-of-${id}`): NewLead => ({
  id,
  name: id.toUpperCase(),
  departmentId,
});

/** Submitted an hour ago by its enterprise in the county 411602. */
export function anIssue(rest: Partial<IssueState> = {}): IssueState {
  const issue = newIssue({
    id: 'issue-1',
    number: 'ZK-2024-000001',
    enterprise: { id: 'e1', regionCode: '411602', chainCode: null, size: 'small' },
    level: 'county',
    submission: { categoryCode: 'labour', title: '缺一线操作工', description: '二期投产，缺口约 60 名。' },
    submittedBy: 'user-of-e1',
    onBehalf: false,
    submittedAt: NOW - HOUR,
    now: NOW - HOUR,
  });
  return { ...issue, ...rest };
}

const LED: Partial<IssueState> = {
  acceptedAt: NOW - HOUR,
  assignedAt: NOW - HOUR,
  assigneeId: 'lead',
  departmentId: 'unit-of-lead',
  dueAt: NOW + 7 * DAY,
  originalDueAt: NOW + 7 * DAY,
  extendUntil: NOW + 6 * DAY,
};
const SIGNED: Partial<IssueState> = { ...LED, signedAt: NOW - HOUR, firstContactAt: NOW - HOUR };
const CLAIMED: Partial<IssueState> = {
  ...SIGNED,
  doneClaimedAt: NOW - HOUR,
  doneClaimedBy: 'user-of-lead',
  resolution: 'solved',
  measures: '举办专场招聘。',
};
const VERIFIED: Partial<IssueState> = { ...CLAIMED, verifiedAt: NOW - HOUR, verifiedBy: 'verifier' };

const LIFE: Readonly<Record<IssueStatus, Partial<IssueState>>> = {
  submitted: {},
  needs_info: { infoRequestCount: 1 },
  accepted: { acceptedAt: NOW - HOUR },
  assigned: LED,
  in_progress: SIGNED,
  long_term: { ...SIGNED, reviewAt: NOW + 20 * DAY },
  done_claimed: CLAIMED,
  verified: { ...VERIFIED, ratingDueAt: NOW + 7 * DAY },
  closed: {
    ...VERIFIED,
    closedAt: NOW - HOUR,
    confirmation: 'enterprise',
    stars: 5,
    ratingSolved: true,
    ratedAt: NOW - HOUR,
  },
  refused: {},
  withdrawn: {},
  merged: { mergedIntoId: 'parent' },
};

/** An issue that has come to the status in the ordinary way. */
export function issueIn(status: IssueStatus, rest: Partial<IssueState> = {}): IssueState {
  return anIssue({ status, ...LIFE[status], ...rest });
}

export function aRequest(kind: RequestKind, rest: Partial<IssueRequestState> = {}): IssueRequestState {
  return {
    id: `request-${kind}`,
    issueId: 'issue-1',
    kind,
    status: 'pending',
    reason: 'why',
    details: {},
    requestedBy: 'user-of-lead',
    requestedCadreId: null,
    requestedByName: 'LEAD',
    requestedAt: NOW - HOUR,
    decideBy: NOW + DAY,
    deciderRegionCode: '411602',
    movedUpCount: 0,
    movedUpAt: null,
    remindedCount: 0,
    remindedAt: null,
    overdueSince: null,
    opposedUserId: null,
    opposedCadreId: null,
    decidedBy: null,
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
    ...rest,
  };
}

export function aSupervision(rest: Partial<SupervisionState> = {}): SupervisionState {
  return {
    id: 'supervision-1',
    kind: 'urge',
    note: '请尽快',
    addressee: null,
    openedBy: 'a-manager',
    openedByName: 'a-manager',
    openedAt: NOW - HOUR,
    answerDueAt: NOW + DAY,
    acknowledgedBy: null,
    acknowledgedAt: null,
    answer: null,
    answeredBy: null,
    answeredAt: null,
    ...rest,
  };
}

/** May somebody without any relation do something to an issue that was just submitted? */
export function aQuestion(rest: Partial<TransitionQuestion> = {}): TransitionQuestion {
  return {
    actor: anActor('coordinator'),
    issue: anIssue(),
    relations: new Set(),
    requests: [],
    supervisions: [],
    lowestLevel: 'county',
    coHandlerIds: [],
    callers: [],
    parentStatus: null,
    now: NOW,
    ...rest,
  };
}

/** The surroundings of a transition at the county level. */
export function aContext(rest: Partial<EffectContext> = {}): EffectContext {
  return {
    actor: anActor('coordinator'),
    relations: new Set(),
    now: NOW,
    lead: null,
    support: null,
    request: null,
    responsibleRegionCode: '411602',
    upperRegionCode: '411600',
    supervisions: [],
    parent: null,
    leadOnDuty: true,
    ...rest,
  };
}

type Input<A> = A extends keyof InputsOfActions ? InputsOfActions[A] : object;
type InputsOfActions = { readonly [A in ApiAction]: InputOf<A> };

/** What the action does to the issue. */
export const effectIn = <A extends EffectAction>(
  action: A,
  issue: IssueState,
  input: Input<A>,
  context: Partial<EffectContext> = {},
): Effect => effectOf(action, issue, input, aContext(context));

/** The issue as the effect leaves it. */
export function after<A extends EffectAction>(
  action: A,
  issue: IssueState,
  input: Input<A>,
  context: Partial<EffectContext> = {},
): IssueState {
  const changed = { ...issue, ...effectIn(action, issue, input, context).changes };
  expect(mayLeadTo(action, issue.status, changed.status)).toBe(true);
  return changed;
}

/** The code of the refusal that the call meets, or `none`. */
export const refusalCode = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};
