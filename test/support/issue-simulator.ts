import { type Actor, SYSTEM_ACTOR } from '../../src/kernel/actor.js';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import type { Effect, EffectContext } from '../../src/modules/issues/domain/effect.js';
import { mayDecide, relationsOf } from '../../src/modules/issues/domain/issue-access.js';
import { type EffectAction, effectOf } from '../../src/modules/issues/domain/issue-effects.js';
import { isPossible, type TransitionQuestion } from '../../src/modules/issues/domain/issue-guards.js';
import { ISSUE_ACTIONS } from '../../src/modules/issues/domain/issue-lifecycle.js';
import {
  type IssueRequestState,
  type IssueState,
  type IssueStatus,
  type Level,
  type Resolution,
  SUPERVISION_KINDS,
  type SupervisionState,
} from '../../src/modules/issues/domain/issue-types.js';
import { rememberedHandlers, takenBack } from '../../src/modules/issues/domain/release.js';
import { fallsAway } from '../../src/modules/issues/domain/request-endings.js';
import { isOpenDuty } from '../../src/modules/issues/domain/supervision.js';
import type { NewLead } from '../../src/modules/issues/domain/lead-changes.js';
import { aLead, anActor, anIssue, aSupervision, isWithin, NOW, REGIONS } from './issue-samples.js';

/** Who takes part. The coordinator of the county belongs to the unit of one cadre, as happens in small counties. */
export const CAST: readonly Actor[] = [
  anActor('enterprise', { enterpriseId: 'e1' }),
  anActor('cadre', { userId: 'user-of-c1', cadreId: 'c1', departmentId: 'unit-of-c1' }),
  anActor('cadre', { userId: 'user-of-c2', cadreId: 'c2', departmentId: 'unit-of-c2' }),
  anActor('coordinator', { userId: 'county', regionCode: '411602', cadreId: 'c1', departmentId: 'unit-of-c1' }),
  anActor('coordinator', { userId: 'city', regionCode: '411600', departmentId: 'unit-of-c2' }),
  anActor('coordinator', { userId: 'province', regionCode: '410000' }),
  anActor('manager'),
  SYSTEM_ACTOR,
];

/** What the table knows without an effect: arrival, correction, and what happens to another issue. */
const ELSEWHERE: readonly string[] = ['submit', 'edit', 'attach', 'take-in'];
export const STEPS = ISSUE_ACTIONS.filter((action): action is EffectAction => !ELSEWHERE.includes(action));

const EARLY_ENDS: readonly string[] = ['withdraw', 'merge', 'refuse', 'exclude-cadre'];
const LEADS_ON: readonly string[] = [
  'accept',
  'assign',
  'sign',
  'start',
  'claim-done',
  'verify',
  'rate',
  'lapse',
  'resume',
  'info-lapse',
  'decide',
  'long-term',
];

/** The choices that people make in one step. */
export interface Draw {
  readonly what: number;
  readonly who: number;
  /** Somebody tries something without asking whether they may. */
  readonly wild: boolean;
  /** Whether an end that comes too early for an interesting life is allowed in this step. */
  readonly early: boolean;
  readonly hours: number;
  readonly cadreId: 'c1' | 'c2';
  readonly named: boolean;
  readonly yes: boolean;
  readonly days: number;
  readonly stars: number;
  readonly solved: boolean;
  readonly resolution: Resolution;
  readonly level: Level;
  readonly parentStatus: IssueStatus;
}

/** One step that was taken or refused, with the world as it was afterwards. */
export interface Taken {
  readonly action: EffectAction;
  readonly actor: Actor;
  readonly at: number;
  readonly outcome: 'done' | 'refused' | 'rule-broken';
  readonly before: IssueState;
  readonly after: IssueState;
  readonly effect: Effect | null;
  readonly request: IssueRequestState | null;
  readonly pending: readonly IssueRequestState[];
}

/** One issue among its people, without a database: the rules are asked and obeyed as the service does it. */
export class IssueWorld {
  issue: IssueState = anIssue({ confidential: true });
  readonly requests: IssueRequestState[] = [];
  readonly supervisions: SupervisionState[] = [];
  coHandlerIds: readonly string[] = [];
  parentStatus: IssueStatus | null = null;
  now = NOW;

  /** Time passes and somebody does something, possible or not. */
  step(draw: Draw): Taken {
    this.now += draw.hours * HOUR;
    if (this.issue.mergedIntoId !== null) this.parentStatus = draw.parentStatus;
    const { action, actor } = this.choice(draw);
    return { ...this.take(action, actor, draw), pending: this.pending.map((request) => ({ ...request })) };
  }

  question(actor: Actor): TransitionQuestion {
    const { issue, requests } = this;
    const around = {
      isWithin,
      upper: (code: string) => REGIONS.upper(code),
      responsibleRegionCode: this.responsible,
      coHandlerIds: this.coHandlerIds,
      pairedCadreIds: [],
      standsInFor: [],
      requests,
    };
    return {
      actor,
      issue,
      relations: relationsOf(actor, issue, around),
      requests,
      supervisions: this.supervisions,
      lowestLevel: 'county',
      coHandlerIds: this.coHandlerIds,
      callers: [],
      parentStatus: this.parentStatus,
      now: this.now,
    };
  }

  get pending(): IssueRequestState[] {
    return this.requests.filter(({ status }) => status === 'pending');
  }

  private get responsible(): string {
    return REGIONS.ancestorAt(this.issue.regionCode, this.issue.level);
  }

  /** One of the possible actions, those that lead on more often than others, by one of those who may. */
  private choice({ what, who, wild, early }: Draw): { action: EffectAction; actor: Actor } {
    const drawn = { action: STEPS[what % STEPS.length]!, actor: CAST[who % CAST.length]! };
    if (wild) return drawn;
    const questions = CAST.map((actor) => this.question(actor));
    const possible = STEPS.filter((action) => early || !EARLY_ENDS.includes(action))
      .map((action) => ({ action, actors: this.actorsFor(action, questions) }))
      .filter(({ actors }) => actors.length > 0)
      .flatMap((choice) => Array.from({ length: LEADS_ON.includes(choice.action) ? 4 : 1 }, () => choice));
    if (possible.length === 0) return drawn;
    const { action, actors } = possible[what % possible.length]!;
    return { action, actor: actors[who % actors.length]! };
  }

  private actorsFor(action: EffectAction, questions: readonly TransitionQuestion[]): Actor[] {
    return questions.filter((question) => this.isOffered(action, question)).map(({ actor }) => actor);
  }

  private isOffered(action: EffectAction, question: TransitionQuestion): boolean {
    if (action === 'decide' && this.decidable(question.actor) === undefined) return false;
    return this.isTimeFor(action) && isPossible(action, question);
  }

  // The sweep asks before it closes or resumes.
  private isTimeFor(action: EffectAction): boolean {
    const { ratingDueAt, reviewAt, infoDueAt } = this.issue;
    if (action === 'lapse') return ratingDueAt !== null && ratingDueAt < this.now;
    if (action === 'move-up' || action === 'remind-decider') return this.silent(action) !== undefined;
    if (action === 'resume') return reviewAt !== null && reviewAt < this.now;
    if (action === 'info-lapse') return infoDueAt !== null && infoDueAt < this.now;
    return true;
  }

  private decidable(actor: Actor): IssueRequestState | undefined {
    const { coHandlerIds, issue } = this;
    return this.pending.find((request) => mayDecide(actor, request, { isWithin, coHandlerIds, issue }));
  }

  private requestOf(action: EffectAction, actor: Actor): IssueRequestState | null {
    if (action === 'move-up' || action === 'remind-decider') return this.silent(action) ?? null;
    return action === 'decide' ? (this.decidable(actor) ?? null) : null;
  }

  /** What the sweep would move up, or remind the top of. */
  private silent(action: 'move-up' | 'remind-decider'): IssueRequestState | undefined {
    const isHere = ({ deciderRegionCode: code }: IssueRequestState): boolean =>
      (code === REGIONS.rootCode) === (action === 'remind-decider');
    return this.pending.find((one) => one.decideBy < this.now && isHere(one));
  }

  private take(action: EffectAction, actor: Actor, draw: Draw): Omit<Taken, 'pending'> {
    const before = { ...this.issue };
    const request = this.requestOf(action, actor);
    const step = { action, actor, at: this.now, before, request, after: before, effect: null };
    if (!this.isOffered(action, this.question(actor))) return { ...step, outcome: 'refused' };
    const lead = this.leadFor(action, draw);
    if (lead !== null && [before.assigneeId, ...before.conflictCadreIds].includes(lead.id))
      return { ...step, outcome: 'refused' };
    try {
      const input = inputFor(action, draw, this.now, request);
      const effect = effectOf(
        action,
        this.issue,
        input,
        this.context(actor, { request, lead, leadOnDuty: draw.named }),
      );
      this.apply(action, actor, effect);
      return { ...step, outcome: 'done', after: { ...this.issue }, effect };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { ...step, outcome: 'rule-broken' };
    }
  }

  private leadFor(action: EffectAction, { named, cadreId }: Draw): NewLead | null {
    if (['assign', 'reassign', 'hand-over'].includes(action)) return aLead(cadreId);
    const mayBeNamed =
      ['decide', 'hand-down'].includes(action) || (action === 'rate' && this.issue.status === 'merged');
    return mayBeNamed && named ? aLead(cadreId) : null;
  }

  private context(actor: Actor, given: Pick<EffectContext, 'request' | 'lead' | 'leadOnDuty'>): EffectContext {
    return {
      ...given,
      support: null,
      actor,
      relations: this.question(actor).relations,
      now: this.now,
      responsibleRegionCode: this.responsible,
      upperRegionCode: REGIONS.upper(this.responsible),
      supervisions: this.supervisions,
      parent: { id: 'parent', number: 'ZK-2024-000002', enterpriseId: 'e2', confidential: false },
    };
  }

  private apply(action: EffectAction, actor: Actor, effect: Effect): void {
    const before = { ...this.issue };
    Object.assign(this.issue, effect.changes);
    Object.assign(this.issue, takenBack(before, this.issue));
    if (effect.request) this.requests.push(this.asked(actor, effect.request));
    if (effect.decision) this.end(effect.decision.requestId, effect.decision.approved ? 'approved' : 'rejected');
    if (effect.coHandlerIds) this.coHandlerIds = effect.coHandlerIds;
    if (effect.addedCoHandlerId) this.coHandlerIds = [...new Set([...this.coHandlerIds, effect.addedCoHandlerId])];
    if (effect.removedCoHandlerId)
      this.coHandlerIds = this.coHandlerIds.filter((cadreId) => cadreId !== effect.removedCoHandlerId);
    Object.assign(this.issue, rememberedHandlers(this.issue, this.coHandlerIds));
    this.passOver(effect);
    this.supervise(actor, effect);
    for (const request of this.pending)
      if (fallsAway(request, action, before, this.issue)) this.end(request.id, 'superseded');
    this.setClocks(action, effect);
    this.parentStatus = this.issue.mergedIntoId === null ? null : (this.parentStatus ?? 'in_progress');
  }

  private asked(actor: Actor, { opposed, ...request }: NonNullable<Effect['request']>): IssueRequestState {
    return {
      ...request,
      movedUpCount: 0,
      movedUpAt: null,
      remindedCount: 0,
      remindedAt: null,
      overdueSince: null,
      opposedUserId: opposed?.userId ?? null,
      opposedCadreId: opposed?.cadreId ?? null,
      id: `request-${this.requests.length}`,
      issueId: this.issue.id,
      status: 'pending',
      requestedBy: actor.userId,
      requestedCadreId: actor.cadreId,
      requestedByName: actor.displayName,
      requestedAt: this.now,
      decideBy: this.now + DAY,
      decidedBy: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
    };
  }

  private end(requestId: string, status: IssueRequestState['status']): void {
    this.requests.find(({ id }) => id === requestId)!.status = status;
  }

  /** Whoever was to decide was silent. */
  private passOver({ movedUp, reminded }: Effect): void {
    if (movedUp) this.moveUp(movedUp);
    if (reminded) this.remind(reminded);
  }

  private moveUp({ requestId, deciderRegionCode }: NonNullable<Effect['movedUp']>): void {
    const request = this.requests.find(({ id }) => id === requestId)!;
    Object.assign(request, { deciderRegionCode, movedUpCount: request.movedUpCount + 1, decideBy: this.now + DAY });
  }

  private remind({ requestId }: NonNullable<Effect['reminded']>): void {
    const request = this.requests.find(({ id }) => id === requestId)!;
    const { remindedCount, overdueSince, decideBy } = request;
    Object.assign(request, {
      ...{ remindedCount: remindedCount + 1, overdueSince: overdueSince ?? decideBy },
      decideBy: this.now + DAY,
    });
  }

  private supervise(actor: Actor, { supervision, acknowledged = [], answered }: Effect): void {
    const { supervisions, now } = this;
    const openedBy = actor.userId;
    if (supervision) supervisions.push(aSupervision({ id: `s-${supervisions.length}`, ...supervision, openedBy }));
    for (const one of supervisions) {
      if (acknowledged.includes(one.id)) one.acknowledgedAt = now;
      if (answered?.ids.includes(one.id)) Object.assign(one, { answer: answered.answer, answeredAt: now });
    }
    this.issue.openSupervisions = supervisions.filter(isOpenDuty).length;
  }

  /** The clocks in their simplest form; their arithmetic is tested with the deadlines. */
  private setClocks(action: EffectAction, { details }: Effect): void {
    const { issue, now } = this;
    if (issue.acceptedAt !== null && issue.dueAt === null) {
      Object.assign(issue, { dueAt: now + 7 * DAY, originalDueAt: now + 7 * DAY });
    }
    if (issue.dueAt !== null) issue.extendUntil = issue.dueAt - DAY;
    if (action === 'verify') issue.ratingDueAt = now + 7 * DAY;
    if (action === 'request-info') issue.infoDueAt = now + DAY;
    if (action === 'provide-info' || action === 'info-lapse') issue.infoDueAt = null;
    if (details.unhappy === true) issue.unhappyContactDueAt = now + DAY;
  }
}

const REASON = '理由';

/** For every action that says more than a text. */
const INPUTS: Readonly<Partial<Record<EffectAction, (draw: Draw, now: number, request: string) => object>>> = {
  accept: ({ yes, level }) => (yes ? { level, urgency: 'urgent' } : {}),
  start: ({ days }, now) => ({ means: 'phone', person: '李经理', contactedAt: now + (days - 40) * HOUR }),
  return: () => ({ reason: 'not-our-duty', suggestedDepartmentId: 'd9' }),
  extend: ({ days }, now) => ({
    reason: REASON,
    dueAt: now + days * DAY,
    enterpriseInformed: { means: 'phone', at: now },
  }),
  'long-term': ({ days }, now) => ({ reason: 'quota', stageResult: '已列入计划', reviewAt: now + days * DAY }),
  decide: ({ yes }, _now, requestId) => ({ requestId, approve: yes, reason: REASON }),
  'claim-done': ({ resolution }) => ({ resolution, measures: '举办专场招聘' }),
  rate: ({ stars, solved }) => ({ stars, solved }),
  'call-back': ({ yes, stars, solved }, now) => ({ contacted: yes, person: '李经理', at: now, stars, solved }),
  progress: ({ yes }) => ({ note: '已联系', visibleToEnterprise: yes }),
  // Somebody else, mostly: there are but two cadres who could lead it.
  'exclude-cadre': ({ cadreId, days, what }) => ({
    cadreId: what % 3 === 0 ? cadreId : `c${days + 9}`,
    reason: REASON,
  }),
  supervise: ({ stars }) => ({ kind: SUPERVISION_KINDS[stars % 3], note: '请尽快' }),
  instruct: ({ yes }) => ({ addressee: yes ? 'lead' : 'coordinator', note: '请尽快' }),
  'hand-down': ({ yes }) => ({ reason: REASON, keepLead: yes }),
};

const TEXTS = {
  reason: REASON,
  channel: '法院',
  question: '?',
  answer: '!',
  missing: '凭证',
  tried: '协调',
  powerMissing: '指标',
};

function inputFor(action: EffectAction, draw: Draw, now: number, request: IssueRequestState | null): object {
  if (action === 'move-up') return { deciderRegionCode: REGIONS.upper(request!.deciderRegionCode) };
  return INPUTS[action]?.(draw, now, request?.id ?? '') ?? TEXTS;
}
