import type { Actor } from '../../kernel/actor.js';
import { iso, isoOrNull, type Instant } from '../../kernel/clock.js';
import { type Language, say } from '../../kernel/language.js';
import { maskedContact } from '../../kernel/personal-data.js';
import { ACTION_FIELDS, type ActionField } from './domain/action-fields.js';
import { isOverdue } from './domain/overdue-requests.js';
import type { ApiAction } from './domain/action-inputs.js';
import { hidesEnterprise } from './domain/issue-access.js';
import { isDirect } from './domain/issue-facts.js';
import { type IssueAction, transitionOf } from './domain/issue-lifecycle.js';
import type { Contact, IssueRequestState, IssueState, SupervisionState } from './domain/issue-types.js';
import { routingReasons } from './domain/routing-reasons.js';
import { isHandler } from './domain/same-person.js';
import { readsAsWritten, shownName, shownText, type Sight, sightOf, titleInList } from './domain/sight.js';
import { isToldOf } from './domain/supervision.js';
import { eventDetails } from './event-details.js';
import type { CoHandler } from './issue-neighbours.read-model.js';
import type { EventRow, ListedIssue, SeenIssue } from './issues.read-model.js';
import { presentSupervision } from './supervisions.presenter.js';
import type {
  CoHandlerView,
  IssueEventView,
  IssueLineView,
  IssueRequestView,
  IssueView,
  PossibleActionView,
} from './issue-views.dto.js';

interface Presented extends SeenIssue {
  readonly coHandlers: readonly CoHandler[];
  readonly requests: readonly IssueRequestState[];
  readonly supervisions: readonly SupervisionState[];
  /** Whether it was merged into a confidential one. */
  readonly isIntoConfidential: boolean;
  readonly actions: readonly ApiAction[];
}

/** Whether the reader is shown what is written into the issue as it is. */
type Written = Pick<Sight, 'whole'>;

interface Eyes {
  readonly actor: Actor;
  readonly language: Language;
  readonly now: Instant;
}

export function presentIssue(
  {
    issue,
    enterpriseName,
    assigneeName,
    supports,
    coHandlers,
    requests,
    supervisions,
    isIntoConfidential,
    actions,
  }: Presented,
  eyes: Eyes,
): IssueView {
  const { actor, language, now } = eyes;
  const sight = sightOf(actor, issue, supports);
  const { hidden } = sight;
  const handles = supports || isHandler(actor, issue, []);
  const written = { whole: readsAsWritten(actor, sight, handles) };
  return {
    ...plainFacts(issue),
    ...writtenFacts(issue, written),
    ...instants(issue),
    enterprise: hidden ? null : { id: issue.enterpriseId, name: enterpriseName },
    contact: contactOf(issue.contact, sight),
    mergedIntoId: hidden || (isIntoConfidential && actor.role === 'cadre') ? null : issue.mergedIntoId,
    excludedCadreIds: actor.role === 'cadre' || hidden ? [] : [...issue.conflictCadreIds],
    assignee: issue.assigneeId === null ? null : { id: issue.assigneeId, name: assigneeName ?? '' },
    coHandlers: coHandlers.map((each) => presentCoHandler(each, actor, written)),
    // A rule may be made for one chain, size or enterprise.
    routing:
      issue.routing === null || hidden
        ? null
        : { rule: issue.routing.rule, reasons: routingReasons(issue.routing, language) },
    rating: ratingOf(issue, written),
    warning: warningOf(issue, now),
    requests: requests
      .filter((request) => actor.role !== 'enterprise' || request.kind !== 'return')
      .map((request) => presentRequest(request, sight, eyes)),
    supervisions: supervisions
      .filter(({ kind }) => isToldOf(kind, actor, handles))
      .map((supervision) => presentSupervision(supervision, sight, now)),
    actions: [...actions],
  };
}

// What officials think of it among themselves is not for the enterprise, like the notes that are not shown to it.
function presentCoHandler(coHandler: CoHandler, { role }: Actor, written: Written): CoHandlerView {
  const { id, name, opinionDueAt, opinionAt, opinion } = coHandler;
  if (role === 'enterprise') return { id, name, opinionDueAt: null, opinionAt: null, opinion: null };
  const given = { opinionAt: isoOrNull(opinionAt), opinion: shownText(opinion, written) };
  return { id, name, opinionDueAt: isoOrNull(opinionDueAt), ...given };
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
    enterprise: hidesEnterprise(row, actor, Boolean(row.handled))
      ? null
      : { id: row.enterpriseId, name: row.enterpriseName },
    regionCode: row.regionCode,
    categoryCode: row.categoryCode,
    title: titleInList(row.title, actor),
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
    confidential: issue.confidential,
    direct: isDirect(issue),
    onBehalf: issue.onBehalf,
    departmentId: issue.departmentId,
    dueProvisional: issue.dueProvisional,
    confirmation: issue.confirmation,
    reworkCount: issue.reworkCount,
    returnCount: issue.returnCount,
    bouncing: issue.secondReturnAt !== null,
    reopenCount: issue.reopenCount,
    common: issue.common,
    version: issue.version,
  };
}

function writtenFacts({ title, description, measures }: IssueState, written: Written) {
  return {
    title: shownText(title, written),
    description: shownText(description, written),
    measures: shownText(measures, written),
  };
}

function instants(issue: IssueState) {
  return {
    submittedAt: iso(issue.submittedAt),
    releasedAt: isoOrNull(issue.releasedAt),
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

function ratingOf(issue: IssueState, written: Written): IssueView['rating'] {
  const { stars, ratingSolved: solved, ratingComment, ratedAt } = issue;
  return stars === null ? null : { stars, solved, comment: shownText(ratingComment, written), at: isoOrNull(ratedAt) };
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

function contactOf(contact: Contact | null, { hidden, whole }: Sight): Contact | null {
  if (contact === null || hidden) return null;
  return whole ? contact : maskedContact(contact);
}

function presentRequest(request: IssueRequestState, sight: Sight, { language, now }: Eyes): IssueRequestView {
  const { id, kind, status, reason, requestedAt, decideBy } = request;
  return {
    id,
    kind,
    status,
    reason: shownText(reason, sight),
    requestedBy: requesterOf(request, sight, language),
    requestedAt: iso(requestedAt),
    decideBy: iso(decideBy),
    overdue: isOverdue(request, now),
    movedUpCount: request.movedUpCount,
    remindedCount: request.remindedCount,
  };
}

/** Who has made a request, as somebody may be told. */
export function requesterOf({ kind, requestedByName }: IssueRequestState, sight: Sight, language: Language): string {
  // Only the enterprise objects.
  return kind === 'objection' ? ofEnterprise(requestedByName, sight, language) : requestedByName;
}

const SYSTEM = { zh: '系统', en: 'System' };
const HIDDEN_REPRESENTATIVE = { zh: '代办干部（保密）', en: 'A representative (confidential)' };
const HIDDEN_ENTERPRISE = { zh: '企业（保密）', en: 'The enterprise (confidential)' };

/** Whoever stands for an enterprise is paired with it: their name tells whose the issue is. */
const FOR_ENTERPRISE: readonly IssueAction[] = ['submit', 'edit', 'attach', 'provide-info'];

export function presentEvent(
  row: EventRow,
  sight: Sight,
  { actor, language }: Pick<Eyes, 'actor' | 'language'>,
): IssueEventView {
  const action = row.action as IssueAction;
  return {
    id: row.id,
    sequence: row.sequence,
    action,
    label: say(transitionOf(action).label, language),
    actor: actorOf(row, sight, language),
    actorRole: row.actorRole,
    at: iso(row.at),
    fromStatus: row.fromStatus,
    toStatus: row.toStatus,
    visibleToEnterprise: Boolean(row.visibleToEnterprise),
    details: eventDetails(action, JSON.parse(row.details) as Record<string, unknown>, { ...sight, actor }),
  };
}

function ofEnterprise(name: string, sight: Sight, language: Language): string {
  return sight.hidden ? say(HIDDEN_ENTERPRISE, language) : shownName(name, 'enterprise', sight);
}

function actorOf({ action, actorRole, actorName }: EventRow, sight: Sight, language: Language): string {
  if (actorRole === 'system') return say(SYSTEM, language);
  if (actorRole === 'enterprise') return ofEnterprise(actorName, sight, language);
  if (sight.hidden && actorRole === 'cadre' && FOR_ENTERPRISE.includes(action as IssueAction))
    return say(HIDDEN_REPRESENTATIVE, language);
  return actorName;
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
