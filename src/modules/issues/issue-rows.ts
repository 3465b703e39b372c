import type { Row, SqlValue } from '../../platform/persistence/index.js';
import type { Contact, IssueRequestState, IssueState, RoutingDecision } from './domain/issue-types.js';
import type { ClockFact } from './domain/clock-fact.js';
import { maskedText } from './domain/masked-text.js';
import type { IssueOccurrence } from './issue-case.js';

/** A row of `issue` as the drivers return it: JSON as text, flags as 0/1 on SQLite. */
type Raw<T> = { readonly [N in keyof T]: SqlValue };

const parsed = <T>(text: SqlValue): T | null => (text === null ? null : (JSON.parse(String(text)) as T));
const flag = (value: SqlValue): boolean => Boolean(value);

export function issueFromRow(row: Raw<IssueState>): IssueState {
  return {
    ...(row as unknown as IssueState),
    contact: parsed<Contact>(row.contact),
    routing: parsed<RoutingDecision>(row.routing),
    excludedCadreIds: parsed<string[]>(row.excludedCadreIds) ?? [],
    conflictCadreIds: parsed<string[]>(row.conflictCadreIds) ?? [],
    handlerCadreIds: parsed<string[]>(row.handlerCadreIds) ?? [],
    deputyCadreIds: parsed<string[]>(row.deputyCadreIds) ?? [],
    confidential: flag(row.confidential),
    onBehalf: flag(row.onBehalf),
    ratingSolved: row.ratingSolved === null ? null : flag(row.ratingSolved),
    dueProvisional: flag(row.dueProvisional),
    returnLocked: flag(row.returnLocked),
    common: flag(row.common),
  };
}

export function issueToRow(issue: Readonly<IssueState>): Row {
  return {
    ...Object.fromEntries(Object.entries(issue).map(([property, value]) => [property, stored(value)])),
    maskedText: maskedText(issue),
  };
}

/** Only what differs from the row that was loaded. */
export function issueChanges(before: Readonly<IssueState>, after: Readonly<IssueState>): Row {
  const changes = Object.entries(after).filter(([property, value]) => value !== before[property as keyof IssueState]);
  const rewritten = after.title !== before.title || after.description !== before.description;
  return {
    ...Object.fromEntries(changes.map(([property, value]) => [property, stored(value)])),
    ...(rewritten ? { maskedText: maskedText(after) } : {}),
  };
}

function stored(value: unknown): SqlValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as SqlValue);
}

export function occurrenceToRow(issueId: string, sequence: number, occurrence: IssueOccurrence): Row {
  const { after } = occurrence;
  return {
    id: occurrence.id,
    issueId,
    sequence,
    action: occurrence.action,
    actorId: occurrence.actor.userId,
    actorName: occurrence.actor.displayName,
    actorRole: occurrence.actor.role,
    at: occurrence.at,
    fromStatus: occurrence.fromStatus,
    toStatus: occurrence.toStatus,
    visibleToEnterprise: occurrence.visibleToEnterprise,
    details: JSON.stringify(occurrence.details),
    requestId: occurrence.requestId,
    assigneeId: after.assigneeId,
    departmentId: after.departmentId,
    categoryCode: after.categoryCode,
    level: after.level,
    dueAt: after.dueAt,
    originalDueAt: after.originalDueAt,
    facts: after.facts,
    handlingTenths: after.handlingTenths,
  };
}

export function clockFactToRow(
  issueId: string,
  { sequence, ordinal, fact }: { sequence: number; ordinal: number; fact: ClockFact },
): Row {
  const { clock, kind, at, limit, stoppedAt, dueAt, reason, until } = fact;
  return {
    issueId,
    sequence,
    ordinal,
    clock,
    kind,
    at,
    limitName: limit?.name ?? null,
    limitCount: limit?.count ?? null,
    limitUnit: limit?.unit ?? null,
    stoppedAt,
    dueAt,
    reason,
    untilAt: until,
  };
}

export function requestFromRow(row: Raw<IssueRequestState>): IssueRequestState {
  const details = parsed<Record<string, unknown>>(row.details) ?? {};
  const counts = { movedUpCount: Number(row.movedUpCount ?? 0), remindedCount: Number(row.remindedCount ?? 0) };
  return { ...(row as unknown as IssueRequestState), details, ...counts };
}

export function requestToRow(request: IssueRequestState): Row {
  return { ...(request as unknown as Row), details: JSON.stringify(request.details) };
}
