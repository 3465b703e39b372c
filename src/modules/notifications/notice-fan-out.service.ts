import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock, DAY, type Instant } from '../../kernel/clock.js';
import { OutboxHandlers } from '../../platform/outbox/index.js';
import { isOpen } from '../issues/index.js';
import type { NoticeParams } from './domain/notice-text.js';
import { type Colour, type HeardEvent, noticesOf, noticesOfColour } from './domain/notice-rules.js';
import { ISSUE_STEPS, type IssueSteps } from './notice-causes.service.js';
import { NoticeDelivery } from './notice-delivery.service.js';
import { type EventFacts, NoticesReadModel, type ToldIssue } from './notices.read-model.js';
import { NO_STEP, type Occurrence, type Recipient, Recipients } from './recipients.service.js';

/** Kind of the message that tells of a colour that has begun. */
export const COLOUR_BEGUN = 'notifications.colour-begun';

export interface ColourBegun {
  readonly issueId: string;
  readonly colour: Colour;
  readonly begunAt: Instant;
}

/** What happened longer ago, in a long downtime or in the loading of the demo, is no news; its colours still are told. */
export const NEWS_FOR_MS = 30 * DAY;

/** From what has happened to the inboxes of those who should hear of it. */
@Injectable()
export class NoticeFanOut implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly facts: NoticesReadModel,
    private readonly recipients: Recipients,
    private readonly delivery: NoticeDelivery,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register<IssueSteps>(ISSUE_STEPS, ({ payload }) => this.tellSteps(payload));
    this.handlers.register<ColourBegun>(COLOUR_BEGUN, ({ payload }) => this.tellColour(payload));
  }

  private async tellSteps({ eventIds }: IssueSteps): Promise<void> {
    for (const eventId of eventIds) {
      const event = await this.facts.event(eventId);
      if (event !== null && event.at > this.clock.now() - NEWS_FOR_MS) await this.tellStep(event);
    }
  }

  private async tellStep(event: EventFacts): Promise<void> {
    const issue = await this.facts.issue(event.issueId);
    if (issue === null) return;
    const occurrence = await this.occurrenceOf(event, issue);
    const told = await this.recipients.of(noticesOf(heard(event, issue)), occurrence);
    await this.deliver(told, {
      cause: `event:${event.id}`,
      issueId: issue.id,
      params: paramsOf(event, occurrence),
      createdAt: event.at,
    });
  }

  private async tellColour({ issueId, colour, begunAt }: ColourBegun): Promise<void> {
    const issue = await this.facts.issue(issueId);
    if (issue === null) return;
    const told = await this.recipients.of(noticesOfColour(colour, issue.assigneeId === null), {
      ...{ ...NO_STEP, issue, leadId: issue.assigneeId },
      coHandlerIds: await this.facts.coHandlerIds(issueId),
    });
    const cause = `colour:${issueId}:${colour}:${begunAt}`;
    await this.deliver(told, { cause, issueId, params: {}, createdAt: this.clock.now() });
  }

  private async occurrenceOf(event: EventFacts, issue: ToldIssue): Promise<Occurrence> {
    const { issueId, at, action, assigneeId, formerLeadId } = event;
    const isOfRequest = action === 'decide' || noticesOf(heard(event, issue)).some(({ to }) => to.includes('decider'));
    const isAnswer = action === 'answer-supervision';
    const { coHandlersAdded, coHandlersRemoved } = event.details;
    const coHandlerIds = await this.facts.coHandlerIds(issueId);
    const [actor = null] = event.actorId === SYSTEM_ACTOR.userId ? [] : await this.facts.users([event.actorId]);
    return {
      issue,
      // A lead who has lost it meanwhile hears of that, and of nothing else.
      leadId: assigneeId === issue.assigneeId ? assigneeId : null,
      formerLeadId,
      coHandlerIds,
      newCoHandlerIds: idsOf(coHandlersAdded).filter((id) => coHandlerIds.includes(id)),
      formerCoHandlerIds: idsOf(coHandlersRemoved).filter((id) => !coHandlerIds.includes(id)),
      request: isOfRequest ? await this.facts.requestAt(event) : null,
      callers: [],
      supervisorIds: isAnswer ? await this.facts.supervisorIds(issueId, at) : [],
      actor,
    };
  }

  private deliver(
    told: readonly Recipient[],
    notice: { cause: string; issueId: string; params: NoticeParams; createdAt: Instant },
  ): Promise<void> {
    return this.delivery.deliver(
      told.map(({ user, kind, standsInFor }) => ({ ...notice, userId: user.userId, kind, standsInFor })),
    );
  }
}

function heard(event: EventFacts, { status, assigneeId }: ToldIssue): HeardEvent {
  const { action, actorId, details, visibleToEnterprise } = event;
  return {
    action,
    details,
    visibleToEnterprise,
    byZhuqi: actorId === SYSTEM_ACTOR.userId,
    leaderless: assigneeId === null && isOpen(status),
    leadChanged: event.assigneeId !== event.formerLeadId,
  };
}

/** Of the people whom the facts of a step name. */
function idsOf(people: unknown): string[] {
  return ((people ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
}

function paramsOf({ action, details }: EventFacts, { request }: Occurrence): NoticeParams {
  const { stars, coHandlersAdded: added, coHandlersRemoved: removed } = details;
  return {
    ...(request === null ? {} : { request: request.kind, decideBy: request.decideBy }),
    ...(typeof stars === 'number' ? { stars } : {}),
    ...(added === undefined ? {} : { added: idsOf(added).length, removed: idsOf(removed).length }),
    ...(action === 'supervise' ? { supervision: String(details.kind) } : {}),
  };
}
