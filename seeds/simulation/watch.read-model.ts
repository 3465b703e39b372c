import sql from 'sql-template-tag';
import { ENDED, type IssueStatus } from '../../src/modules/issues/index.js';
import { isOneOf, type SqlSession } from '../../src/platform/persistence/index.js';

/** The clocks of an open issue, by the names of their columns. */
export const DUE = [
  ...(['acceptDueAt', 'infoDueAt', 'assignDueAt', 'signDueAt', 'contactDueAt', 'progressDueAt', 'dueAt'] as const),
  ...(['statutoryDueAt', 'verifyDueAt', 'ratingDueAt', 'unhappyContactDueAt', 'reviewAt'] as const),
] as const;
type Due = Readonly<Record<(typeof DUE)[number], number | null>>;

/** An issue that has not ended. */
export interface OpenIssue extends Due {
  readonly id: string;
  readonly number: string;
  readonly status: IssueStatus;
  readonly regionCode: string;
  readonly level: 'county' | 'municipality' | 'province';
  readonly assigneeId: string | null;
  /** Null without a lead. */
  readonly onDuty: boolean | number | null;
  readonly yellowAt: number | null;
  readonly orangeAt: number | null;
  readonly redAt: number | null;
  readonly openSupervisions: number;
}

export function openIssues(session: SqlSession): Promise<OpenIssue[]> {
  return session.all<OpenIssue>(
    sql`SELECT i.id, i.number, i.status, i.region_code, i.level, i.assignee_id, c.on_duty,
          i.accept_due_at, i.info_due_at, i.assign_due_at, i.sign_due_at, i.contact_due_at, i.progress_due_at, i.due_at,
          i.statutory_due_at, i.verify_due_at, i.rating_due_at, i.unhappy_contact_due_at, i.review_at,
          i.yellow_at, i.orange_at, i.red_at, i.open_supervisions
        FROM issue i LEFT JOIN cadre c ON c.id = i.assignee_id
        WHERE NOT ${isOneOf(sql`i.status`, ENDED)} ORDER BY i.submitted_at, i.id`,
  );
}

export interface PendingRequest {
  readonly id: string;
  readonly issueId: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly decideBy: number;
  readonly deciderRegionCode: string;
}

export function pendingRequests(session: SqlSession): Promise<PendingRequest[]> {
  return session.all<PendingRequest>(
    sql`SELECT id, issue_id, requested_by, requested_at, decide_by, decider_region_code FROM issue_request
        WHERE status = 'pending' ORDER BY requested_at, id`,
  );
}

/** The regions of all coordinators who can sign in to their office, with their accounts. */
export function coordinators(session: SqlSession): Promise<{ id: string; regionCode: string }[]> {
  return session.all(sql`SELECT id, region_code FROM app_user WHERE role = 'coordinator' AND active ORDER BY id`);
}

/** Issues whose timelines have a gap, or do not end where the issue stands. */
export function brokenTimelines(session: SqlSession): Promise<{ id: string }[]> {
  return session.all(
    sql`SELECT i.id FROM issue i LEFT JOIN issue_event e ON e.issue_id = i.id GROUP BY i.id, i.status
        HAVING COUNT(e.id) = 0 OR COUNT(e.id) <> MAX(e.sequence) OR COUNT(DISTINCT e.sequence) <> COUNT(e.id)
          OR i.status <> (SELECT l.to_status FROM issue_event l WHERE l.issue_id = i.id ORDER BY l.sequence DESC LIMIT 1)`,
  );
}

/** How many steps people have taken on each issue, as its timeline has them. */
export function peoplesSteps(session: SqlSession): Promise<{ issueId: string; steps: number }[]> {
  return session.all(
    sql`SELECT issue_id, COUNT(*) AS steps FROM issue_event WHERE actor_role <> 'system' GROUP BY issue_id ORDER BY issue_id`,
  );
}

/** Cadres whose open work is not the number of open issues that they lead. */
export function wrongLoads(session: SqlSession): Promise<{ id: string }[]> {
  return session.all(
    sql`SELECT l.cadre_id AS id FROM cadre_load l
        LEFT JOIN issue i ON i.assignee_id = l.cadre_id AND NOT ${isOneOf(sql`i.status`, ENDED)}
        GROUP BY l.cadre_id, l.open_count HAVING l.open_count <> COUNT(i.id)`,
  );
}

/** Messages that have not left although it was time, or never will. */
export function messagesLeft(session: SqlSession, now: number): Promise<{ id: string }[]> {
  return session.all(
    sql`SELECT id FROM outbox_message WHERE dead_at IS NOT NULL OR next_attempt_at <= ${now} ORDER BY id`,
  );
}
