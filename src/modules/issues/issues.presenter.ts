import type { Actor } from '../../kernel/actor.js';
import { iso, isoOrNull, type Instant } from '../../kernel/clock.js';
import { type Language, say } from '../../kernel/language.js';
import { ACTION_FIELDS, type ActionField } from './domain/action-fields.js';
import type { ApiAction } from './domain/action-inputs.js';
import { type IssueAction, transitionOf } from './domain/issue-lifecycle.js';
import type { IssueRequestState, IssueState } from './domain/issue-types.js';
import { routingReasons } from './domain/routing-reasons.js';
import type { EventRow, ListedIssue, ShownIssue } from './issues.read-model.js';
import type {
  IssueEventView,
  IssueLineView,
  IssueRequestView,
  IssueView,
  PossibleActionView,
} from './issue-views.dto.js';

interface Presented extends ShownIssue {
  readonly coHandlers: readonly { readonly id: string; readonly name: string }[];
  readonly requests: readonly IssueRequestState[];
  readonly actions: readonly ApiAction[];
}

interface Eyes {
  readonly actor: Actor;
  readonly language: Language;
  readonly now: Instant;
}

/** Whether the enterprise behind a confidential issue is hidden: from cadres, who are or may become the handling unit. */
export function hidesEnterprise(issue: Pick<IssueState, 'confidential' | 'submittedBy'>, actor: Actor): boolean {
  return Boolean(issue.confidential) && actor.role === 'cadre' && issue.submittedBy !== actor.userId;
}

export function presentIssue(
  { issue, enterpriseName, assigneeName, coHandlers, requests, actions }: Presented,
  eyes: Eyes,
): IssueView {
  const { actor, language, now } = eyes;
  const hidden = hidesEnterprise(issue, actor);
  return {
    ...plainFacts(issue),
    ...instants(issue),
    enterprise: hidden ? null : { id: issue.enterpriseId, name: enterpriseName },
    contact: hidden ? null : issue.contact,
    assignee: issue.assigneeId === null ? null : { id: issue.assigneeId, name: assigneeName ?? '' },
    coHandlers: coHandlers.map(({ id, name }) => ({ id, name })),
    routing:
      issue.routing === null ? null : { rule: issue.routing.rule, reasons: routingReasons(issue.routing, language) },
    rating: ratingOf(issue),
    warning: warningOf(issue, now),
    requests: requests
      .filter((request) => actor.role !== 'enterprise' || request.kind !== 'return')
      .map(presentRequest),
    actions: [...actions],
  };
}

/** One line of a list; written out, since thousands are made in a second. */
export function presentLine(row: ListedIssue, { actor, now }: Omit<Eyes, 'language'>): IssueLineView {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    resolution: row.resolution,
    level: row.level,
    urgency: row.urgency,
    channel: row.channel,
    enterprise: hidesEnterprise(row, actor) ? null : { id: row.enterpriseId, name: row.enterpriseName },
    regionCode: row.regionCode,
    categoryCode: row.categoryCode,
    title: row.title,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    departmentId: row.departmentId,
    confidential: Boolean(row.confidential),
    common: Boolean(row.common),
    submittedAt: iso(row.submittedAt),
    closedAt: isoOrNull(row.closedAt),
    dueAt: isoOrNull(row.dueAt),
    warning: warningOf(row, now),
    confirmation: row.confirmation,
    stars: row.stars,
    version: row.version,
  };
}

function plainFacts(issue: IssueState) {
  return {
    id: issue.id,
    number: issue.number,
    status: issue.status,
    resolution: issue.resolution,
    level: issue.level,
    urgency: issue.urgency,
    channel: issue.channel,
    regionCode: issue.regionCode,
    categoryCode: issue.categoryCode,
    chainCode: issue.chainCode,
    campaignCode: issue.campaignCode,
    title: issue.title,
    description: issue.description,
    confidential: issue.confidential,
    onBehalf: issue.onBehalf,
    departmentId: issue.departmentId,
    measures: issue.measures,
    dueProvisional: issue.dueProvisional,
    confirmation: issue.confirmation,
    reworkCount: issue.reworkCount,
    returnCount: issue.returnCount,
    reopenCount: issue.reopenCount,
    mergedIntoId: issue.mergedIntoId,
    common: issue.common,
    version: issue.version,
  };
}

function instants(issue: IssueState) {
  return {
    submittedAt: iso(issue.submittedAt),
    acceptedAt: isoOrNull(issue.acceptedAt),
    assignedAt: isoOrNull(issue.assignedAt),
    signedAt: isoOrNull(issue.signedAt),
    firstContactAt: isoOrNull(issue.firstContactAt),
    doneClaimedAt: isoOrNull(issue.doneClaimedAt),
    verifiedAt: isoOrNull(issue.verifiedAt),
    closedAt: isoOrNull(issue.closedAt),
    dueAt: isoOrNull(issue.dueAt),
    originalDueAt: isoOrNull(issue.originalDueAt),
    ratingDueAt: isoOrNull(issue.ratingDueAt),
    reviewAt: isoOrNull(issue.reviewAt),
  };
}

function ratingOf({ stars, ratingSolved, ratingComment, ratedAt }: IssueState): IssueView['rating'] {
  return stars === null ? null : { stars, solved: ratingSolved, comment: ratingComment, at: isoOrNull(ratedAt) };
}

/** The colour is a comparison of stored instants with the clock, here as in the filter of lists. */
function warningOf(
  { redAt, orangeAt, yellowAt }: Pick<IssueState, 'redAt' | 'orangeAt' | 'yellowAt'>,
  now: Instant,
): 'none' | 'yellow' | 'orange' | 'red' {
  const reached = (instant: Instant | null): boolean => instant !== null && instant <= now;
  if (reached(redAt)) return 'red';
  if (reached(orangeAt)) return 'orange';
  return reached(yellowAt) ? 'yellow' : 'none';
}

function presentRequest(request: IssueRequestState): IssueRequestView {
  const { id, kind, status, reason, requestedByName, requestedAt, decideBy } = request;
  return {
    id,
    kind,
    status,
    reason,
    requestedBy: requestedByName,
    requestedAt: iso(requestedAt),
    decideBy: iso(decideBy),
  };
}

const SYSTEM = { zh: '系统', en: 'System' };
const HIDDEN_ENTERPRISE = { zh: '企业（保密）', en: 'The enterprise (confidential)' };

export function presentEvent(row: EventRow, issue: IssueState, { actor, language }: Omit<Eyes, 'now'>): IssueEventView {
  const action = row.action as IssueAction;
  const hidden = row.actorRole === 'enterprise' && hidesEnterprise(issue, actor);
  return {
    id: row.id,
    sequence: row.sequence,
    action,
    label: say(transitionOf(action).label, language),
    actor: hidden
      ? say(HIDDEN_ENTERPRISE, language)
      : row.actorRole === 'system'
        ? say(SYSTEM, language)
        : row.actorName,
    actorRole: row.actorRole,
    at: iso(row.at),
    fromStatus: row.fromStatus,
    toStatus: row.toStatus,
    visibleToEnterprise: Boolean(row.visibleToEnterprise),
    details: shownDetails(JSON.parse(row.details) as Record<string, unknown>),
  };
}

// Instants are numbers inside; their names say so (`…At`, `at`).
function shownDetails(details: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value === 'number' && /(^at|At)$/.test(name)) return [name, iso(value)];
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return [name, shownDetails(value as Record<string, unknown>)];
      return [name, value];
    }),
  );
}

export function presentAction(action: ApiAction, language: Language): PossibleActionView {
  const fields: Readonly<Record<string, ActionField>> = ACTION_FIELDS[action];
  return {
    action,
    label: say(transitionOf(action).label, language),
    fields: Object.entries(fields).map(([name, field]) => ({
      name,
      label: say(field.label, language),
      kind: field.kind,
      required: field.required,
      ...(field.kind === 'choice'
        ? { choices: Object.entries(field.choices).map(([value, label]) => ({ value, label: say(label, language) })) }
        : {}),
    })),
  };
}
