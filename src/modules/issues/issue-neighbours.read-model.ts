import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { Clock, type Instant } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { first, type SqlSession } from '../../platform/persistence/index.js';
import type { Actor } from '../../kernel/actor.js';
import { Cadres } from '../cadres/index.js';
import { Pairings } from '../enterprises/index.js';
import type { Person } from './domain/same-person.js';
import type { StandIn } from './domain/stand-ins.js';
import type { IssueRequestState, IssueState, OwedOpinion, SupervisionState } from './domain/issue-types.js';
import { requestFromRow } from './issue-rows.js';

/** What stands around an issue: its open requests and supervisions, its co-handlers with their names, who has called. */
interface Neighbourhood {
  readonly requests: readonly IssueRequestState[];
  readonly coHandlers: readonly CoHandler[];
  readonly callers: readonly Person[];
  readonly supervisions: readonly SupervisionState[];
  /** Whether it was merged into a confidential issue. */
  readonly isIntoConfidential: boolean;
}

/** Somebody who supports the lead, with their opinion. */
export interface CoHandler {
  readonly id: string;
  readonly name: string;
  readonly opinionDueAt: Instant | null;
  readonly opinionAt: Instant | null;
  readonly opinion: string | null;
}

@Injectable()
export class IssueNeighbours {
  constructor(
    private readonly pairings: Pairings,
    private readonly cadres: Cadres,
    private readonly clock: Clock,
  ) {}

  isPaired(session: SqlSession, cadreId: string, enterpriseId: string): Promise<boolean> {
    return this.pairings.isPaired(session, cadreId, enterpriseId, localDateOf(this.clock.now()));
  }

  /** Only cadres handle issues; a coordinator who is also one acts for nobody. */
  async standsInFor(session: SqlSession, { role, cadreId }: Actor): Promise<StandIn[]> {
    return role === 'cadre' && cadreId !== null ? this.cadres.standsInFor(session, cadreId) : [];
  }

  /** No query for what the issue does not have. */
  async of(session: SqlSession, issue: IssueState): Promise<Neighbourhood> {
    const { id, pendingRequests, coHandlerCount } = issue;
    return {
      requests: pendingRequests === 0 ? [] : await openRequests(session, id),
      coHandlers: coHandlerCount === 0 ? [] : await coHandlers(session, id),
      callers: issue.status === 'closed' ? await callers(session, id) : [],
      supervisions: issue.openSupervisions === 0 ? [] : await openSupervisions(session, id),
      isIntoConfidential: issue.mergedIntoId !== null && (await isConfidential(session, issue.mergedIntoId)),
    };
  }
}

/** The columns of a `SupervisionState`, over `issue_supervision s`. */
export const DUTY = raw(`s.id, s.kind, s.note, s.addressee, s.opened_by, s.opened_by_name, s.opened_at, s.answer_due_at,
  s.acknowledged_by, s.acknowledged_at, s.answer, s.answered_by, s.answered_at`);

/** That a supervision still waits for its answer, or an instruction for its acknowledgement, over `issue_supervision s`. */
export const OPEN_DUTY = sql`s.answered_at IS NULL AND (s.kind <> 'instruction' OR s.acknowledged_at IS NULL)`;

export async function openSupervisions(session: SqlSession, issueId: string): Promise<SupervisionState[]> {
  return session.all<SupervisionState>(
    sql`SELECT ${DUTY} FROM issue_supervision s WHERE s.issue_id = ${issueId} AND ${OPEN_DUTY} ORDER BY s.opened_at, s.id`,
  );
}

/** The requests that wait for a decision, oldest first. */
export async function openRequests(session: SqlSession, issueId: string): Promise<IssueRequestState[]> {
  const rows = await session.all<Parameters<typeof requestFromRow>[0]>(
    sql`SELECT * FROM issue_request WHERE issue_id = ${issueId} AND status = 'pending' ORDER BY requested_at, id`,
  );
  return rows.map(requestFromRow);
}

/** One request about the issue, waiting or not; null when there is none. */
export async function requestOf(session: SqlSession, issueId: string, id: string): Promise<IssueRequestState | null> {
  const row = await first<Parameters<typeof requestFromRow>[0]>(
    session,
    sql`SELECT * FROM issue_request WHERE issue_id = ${issueId} AND id = ${id}`,
  );
  return row && requestFromRow(row);
}

export function coHandlers(session: SqlSession, issueId: string): Promise<CoHandler[]> {
  return session.all(
    sql`SELECT c.id, c.name, h.opinion_due_at, h.opinion_at, h.opinion FROM issue_co_handler h JOIN cadre c ON c.id = h.cadre_id
        WHERE h.issue_id = ${issueId} ORDER BY h.added_at, c.id`,
  );
}

/** That an entry of the timeline is a call-back that reached somebody, over `issue_event e`: JSON as it is written. */
export const REACHED = sql`e.action = 'call-back' AND e.details LIKE '%"contacted":true%'`;

async function isConfidential(session: SqlSession, issueId: string): Promise<boolean> {
  const row = await first<{ confidential: boolean | number }>(
    session,
    sql`SELECT confidential FROM issue WHERE id = ${issueId}`,
  );
  return Boolean(row?.confidential);
}

/** Who has spoken to the enterprise in a call-back, and the cadres behind their accounts. */
export function callers(session: SqlSession, issueId: string): Promise<Person[]> {
  return session.all(
    sql`SELECT DISTINCT u.id AS user_id, u.cadre_id FROM issue_event e JOIN app_user u ON u.id = e.actor_id
        WHERE e.issue_id = ${issueId} AND ${REACHED}`,
  );
}

export function owedOpinions(coHandlers: readonly CoHandler[]): OwedOpinion[] {
  return coHandlers
    .filter(({ opinionAt }) => opinionAt === null)
    .map(({ id: cadreId, opinionDueAt }) => ({ cadreId, opinionDueAt }));
}
