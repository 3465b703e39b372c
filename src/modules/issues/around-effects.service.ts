import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, DAY } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { Effect, NewRequest } from './domain/effect.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { IssueRequestState, IssueState, SupervisionState } from './domain/issue-types.js';
import { fallsAway } from './domain/request-endings.js';
import type { StandIn } from './domain/stand-ins.js';
import { ANSWER_WITHIN_DAYS } from './domain/supervision.js';
import type { IssueCase } from './issue-case.js';

/** Until the close of the next working day. */
const DECIDE_WITHIN_DAYS = 1;

/** A step as those around the issue are touched by it. */
interface StepAround {
  readonly action: IssueAction;
  readonly actor: Actor;
  /** For whom the actor acts. */
  readonly absent: StandIn | null;
  readonly before: Pick<IssueState, 'status' | 'assigneeId'>;
}

/** What an effect does around the issue: to its requests, its co-handlers and its supervisions. */
@Injectable()
export class AroundEffects {
  constructor(
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  apply(issue: IssueCase, step: StepAround, effect: Effect): void {
    const { action, actor, before } = step;
    if (effect.request) issue.addRequest(this.newRequest(issue, actor, effect.request), DECIDE_WITHIN_DAYS);
    if (effect.decision) this.decide(issue, actor, effect.decision);
    if (effect.movedUp) this.moveUp(issue, effect.movedUp);
    this.applyToCoHandlers(issue, step, effect);
    this.applyToSupervisions(issue, actor, effect);
    for (const request of issue.surroundings.requests.filter(({ status }) => status === 'pending'))
      if (fallsAway(request, action, before, issue.state))
        issue.changeRequest(request, { status: 'superseded', decidedAt: this.clock.now() });
  }

  private applyToCoHandlers(issue: IssueCase, { actor, absent }: StepAround, effect: Effect): void {
    const { addedCoHandlerId: added, removedCoHandlerId: removed, opinion } = effect;
    const before = issue.surroundings.coHandlerIds;
    const wanted = [...(effect.coHandlerIds ?? before), ...(added === undefined ? [] : [added])];
    // Nobody supports themselves: a co-handler who becomes the lead ceases to be one.
    const after = [...new Set(wanted)].filter((each) => each !== removed && each !== issue.state.assigneeId);
    const isSame = after.length === before.length && after.every((each) => before.includes(each));
    const now = this.clock.now();
    if (!isSame) issue.replaceCoHandlers(after, { at: now, opinionDueAt: effect.addedOpinionDueAt ?? null });
    if (opinion !== undefined) issue.opinions.push({ cadreId: absent?.cadreId ?? actor.cadreId!, opinion, at: now });
  }

  private applyToSupervisions(issue: IssueCase, { userId, displayName }: Actor, effect: Effect): void {
    const now = this.clock.now();
    if (effect.supervision) {
      const unmet = { acknowledgedBy: null, acknowledgedAt: null, answer: null, answeredBy: null, answeredAt: null };
      const opened = { openedBy: userId, openedByName: displayName, openedAt: now, answerDueAt: null };
      const supervision: SupervisionState = { id: this.ids.next(), ...effect.supervision, ...opened, ...unmet };
      issue.addSupervision(supervision, ANSWER_WITHIN_DAYS[supervision.kind]);
    }
    issue.changeSupervisions(effect.acknowledged ?? [], { acknowledgedBy: userId, acknowledgedAt: now });
    if (effect.answered) {
      const { ids, answer } = effect.answered;
      issue.changeSupervisions(ids, { answer, answeredBy: userId, answeredAt: now });
    }
  }

  private newRequest(issue: IssueCase, actor: Actor, { opposed, ...request }: NewRequest): IssueRequestState {
    const now = this.clock.now();
    return {
      id: this.ids.next(),
      issueId: issue.id,
      ...request,
      status: 'pending',
      requestedBy: actor.userId,
      requestedCadreId: actor.cadreId,
      requestedByName: actor.displayName,
      requestedAt: now,
      // Deadlines replaces it with the close of a working day; a day is the floor if it did not.
      decideBy: now + DAY,
      movedUpCount: 0,
      movedUpAt: null,
      opposedUserId: opposed?.userId ?? null,
      opposedCadreId: opposed?.cadreId ?? null,
      decidedBy: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
    };
  }

  private decide(issue: IssueCase, actor: Actor, decision: NonNullable<Effect['decision']>): void {
    issue.changeRequest(issue.request(decision.requestId), {
      status: decision.approved ? 'approved' : 'rejected',
      decidedBy: actor.userId,
      decidedByName: actor.displayName,
      decidedAt: this.clock.now(),
      decisionReason: decision.reason,
    });
  }

  private moveUp(issue: IssueCase, { requestId, deciderRegionCode }: NonNullable<Effect['movedUp']>): void {
    const request = issue.request(requestId);
    issue.changeRequest(request, {
      deciderRegionCode,
      movedUpCount: request.movedUpCount + 1,
      movedUpAt: this.clock.now(),
    });
    issue.dateRequest(request, DECIDE_WITHIN_DAYS);
  }
}
