import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { DAY, type Instant } from '../../kernel/clock.js';
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
  /** The one instant of the step. */
  readonly at: Instant;
}

/** What an effect does around the issue: to its requests, its co-handlers and its supervisions. */
@Injectable()
export class AroundEffects {
  constructor(private readonly ids: IdSource) {}

  apply(issue: IssueCase, step: StepAround, effect: Effect): void {
    const { action, before, at } = step;
    if (effect.request) issue.addRequest(this.newRequest(issue, step, effect.request), DECIDE_WITHIN_DAYS);
    if (effect.decision) this.decide(issue, step, effect.decision);
    if (effect.movedUp) this.moveUp(issue, effect.movedUp, at);
    if (effect.reminded) this.remind(issue, effect.reminded, at);
    this.applyToCoHandlers(issue, step, effect);
    this.applyToSupervisions(issue, step, effect);
    for (const request of issue.surroundings.requests.filter(({ status }) => status === 'pending'))
      if (fallsAway(request, action, before, issue.state))
        issue.changeRequest(request, { status: 'superseded', decidedAt: at });
  }

  private applyToCoHandlers(issue: IssueCase, { actor, absent, at }: StepAround, effect: Effect): void {
    const { addedCoHandlerId: added, removedCoHandlerId: removed, opinion } = effect;
    const before = issue.surroundings.coHandlerIds;
    const wanted = [...(effect.coHandlerIds ?? before), ...(added === undefined ? [] : [added])];
    // Nobody supports themselves: a co-handler who becomes the lead ceases to be one.
    const after = [...new Set(wanted)].filter((each) => each !== removed && each !== issue.state.assigneeId);
    const isSame = after.length === before.length && after.every((each) => before.includes(each));
    const opinionDueAt = effect.addedOpinionDueAt ?? null;
    if (!isSame) issue.replaceCoHandlers(after, { at, opinionDueAt });
    if (opinion !== undefined) issue.giveOpinion({ cadreId: absent?.cadreId ?? actor.cadreId!, opinion, at });
  }

  private applyToSupervisions(issue: IssueCase, { actor, at }: StepAround, effect: Effect): void {
    const { userId, displayName } = actor;
    if (effect.supervision) {
      const unmet = { acknowledgedBy: null, acknowledgedAt: null, answer: null, answeredBy: null, answeredAt: null };
      const opened = { openedBy: userId, openedByName: displayName, openedAt: at, answerDueAt: null };
      const supervision: SupervisionState = { id: this.ids.next(), ...effect.supervision, ...opened, ...unmet };
      issue.addSupervision(supervision, ANSWER_WITHIN_DAYS[supervision.kind]);
    }
    issue.changeSupervisions(effect.acknowledged ?? [], { acknowledgedBy: userId, acknowledgedAt: at });
    if (effect.answered) {
      const { ids, answer } = effect.answered;
      issue.changeSupervisions(ids, { answer, answeredBy: userId, answeredAt: at });
    }
  }

  private newRequest(issue: IssueCase, step: StepAround, { opposed, ...request }: NewRequest): IssueRequestState {
    const { actor, at } = step;
    return {
      id: this.ids.next(),
      issueId: issue.id,
      ...request,
      status: 'pending',
      requestedBy: actor.userId,
      requestedCadreId: actor.cadreId,
      requestedByName: actor.displayName,
      requestedAt: at,
      // Deadlines replaces it with the close of a working day; a day is the floor if it did not.
      decideBy: at + DAY,
      movedUpCount: 0,
      movedUpAt: null,
      remindedCount: 0,
      remindedAt: null,
      overdueSince: null,
      opposedUserId: opposed?.userId ?? null,
      opposedCadreId: opposed?.cadreId ?? null,
      decidedBy: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
    };
  }

  private decide(issue: IssueCase, { actor, at }: StepAround, decision: NonNullable<Effect['decision']>): void {
    issue.changeRequest(issue.request(decision.requestId), {
      status: decision.approved ? 'approved' : 'rejected',
      decidedBy: actor.userId,
      decidedByName: actor.displayName,
      decidedAt: at,
      decisionReason: decision.reason,
    });
  }

  private moveUp(
    issue: IssueCase,
    { requestId, deciderRegionCode }: NonNullable<Effect['movedUp']>,
    at: Instant,
  ): void {
    const request = issue.request(requestId);
    issue.changeRequest(request, {
      deciderRegionCode,
      movedUpCount: request.movedUpCount + 1,
      movedUpAt: at,
      overdueSince: null,
    });
    issue.dateRequest(request, DECIDE_WITHIN_DAYS);
  }

  private remind(issue: IssueCase, { requestId }: NonNullable<Effect['reminded']>, at: Instant): void {
    const request = issue.request(requestId);
    issue.changeRequest(request, {
      remindedCount: request.remindedCount + 1,
      remindedAt: at,
      overdueSince: request.overdueSince ?? request.decideBy,
    });
    issue.dateRequest(request, DECIDE_WITHIN_DAYS);
  }
}
