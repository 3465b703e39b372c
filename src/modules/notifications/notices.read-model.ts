import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor, Role } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { first, isOneOf, Reader, type SqlSession, type SqlValue } from '../../platform/persistence/index.js';
import { awaySql, type Deputising } from '../cadres/index.js';
import { callersOf, type IssueRequestState, type IssueState, OPEN, requestFromRow } from '../issues/index.js';

/** One entry of a timeline, with who led the issue before it. */
export interface EventFacts {
  readonly id: string;
  readonly issueId: string;
  readonly action: string;
  readonly actorId: string;
  readonly at: Instant;
  readonly visibleToEnterprise: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  readonly assigneeId: string | null;
  readonly formerLeadId: string | null;
}

/** What decides who may hear of an issue. */
export type ToldIssue = Pick<
  IssueState,
  | 'id'
  | 'enterpriseId'
  | 'regionCode'
  | 'level'
  | 'facts'
  | 'status'
  | 'assigneeId'
  | 'confidential'
  | 'onBehalf'
  | 'submittedBy'
  | 'conflictCadreIds'
  | 'deputyCadreIds'
  | 'handlerCadreIds'
  | 'releasedAt'
  | 'departmentId'
  | 'doneClaimedBy'
  | 'doneClaimedCadreId'
  | 'verifiedBy'
  | 'verifiedCadreId'
>;

const idsIn = (json: string | null): string[] => (json === null ? [] : (JSON.parse(json) as string[]));

/** Who has an account, and everything that decides what they may see. */
const ACCOUNT = sql`SELECT u.id AS user_id, u.display_name, u.role, u.region_code, u.cadre_id, u.enterprise_id, c.department_id
  FROM app_user u LEFT JOIN cadre c ON c.id = u.cadre_id`;

/** How many open issues the cadre leads, and how many opinions on others they still owe. */
export async function dutiesOf(
  session: SqlSession,
  cadreId: string,
): Promise<{ readonly issues: number; readonly opinions: number }> {
  const row = await first<{ issues: number; opinions: number }>(
    session,
    sql`SELECT (SELECT COUNT(*) FROM issue i WHERE i.assignee_id = ${cadreId} AND ${isOneOf(sql`i.status`, OPEN)}) AS issues,
          (SELECT COUNT(*) FROM issue_co_handler h JOIN issue i ON i.id = h.issue_id
            WHERE h.cadre_id = ${cadreId} AND h.opinion_at IS NULL AND ${isOneOf(sql`i.status`, OPEN)}) AS opinions`,
  );
  return { issues: Number(row!.issues), opinions: Number(row!.opinions) };
}

/** Looks up what has happened, and who comes into question to hear of it; committed rows only. */
@Injectable()
export class NoticesReadModel {
  constructor(private readonly reader: Reader) {}

  async event(eventId: string): Promise<EventFacts | null> {
    type Row = Omit<EventFacts, 'visibleToEnterprise' | 'details'> & { visibleToEnterprise: SqlValue; details: string };
    const row = await first<Row>(
      this.reader,
      sql`SELECT e.id, e.issue_id, e.action, e.actor_id, e.at, e.visible_to_enterprise, e.details, e.assignee_id,
            p.assignee_id AS former_lead_id
          FROM issue_event e LEFT JOIN issue_event p ON p.issue_id = e.issue_id AND p.sequence = e.sequence - 1
          WHERE e.id = ${eventId}`,
    );
    if (row === null) return null;
    const details = JSON.parse(row.details) as EventFacts['details'];
    return { ...row, visibleToEnterprise: Boolean(row.visibleToEnterprise), details };
  }

  async issue(issueId: string): Promise<ToldIssue | null> {
    type Lists = 'conflictCadreIds' | 'deputyCadreIds' | 'handlerCadreIds';
    type Row = Omit<ToldIssue, Lists> & { readonly [N in Lists]: string | null };
    const row = await first<Row>(
      this.reader,
      sql`SELECT id, enterprise_id, region_code, level, facts, status, assignee_id, confidential, on_behalf,
            submitted_by, conflict_cadre_ids, deputy_cadre_ids, handler_cadre_ids, released_at, department_id,
            done_claimed_by, done_claimed_cadre_id, verified_by, verified_cadre_id
          FROM issue WHERE id = ${issueId}`,
    );
    if (row === null) return null;
    const lists = {
      conflictCadreIds: idsIn(row.conflictCadreIds),
      deputyCadreIds: idsIn(row.deputyCadreIds),
      handlerCadreIds: idsIn(row.handlerCadreIds),
    };
    return { ...row, confidential: Boolean(row.confidential), onBehalf: Boolean(row.onBehalf), ...lists };
  }

  async coHandlerIds(issueId: string): Promise<string[]> {
    const rows = await this.reader.all<{ cadreId: string }>(
      sql`SELECT cadre_id FROM issue_co_handler WHERE issue_id = ${issueId} ORDER BY added_at, cadre_id`,
    );
    return rows.map(({ cadreId }) => cadreId);
  }

  /** Who has called the enterprise back and reached it. */
  callers(issueId: string): Promise<Pick<Actor, 'userId' | 'cadreId'>[]> {
    return callersOf(this.reader, issueId);
  }

  /** The request that was made, decided or passed on at the instant of the event, which names its kind unless it made it. */
  async requestAt({ issueId, at, details }: EventFacts): Promise<IssueRequestState | null> {
    const kind = typeof details.request === 'string' ? sql`kind = ${details.request}` : sql`1 = 1`;
    const row = await first<Parameters<typeof requestFromRow>[0]>(
      this.reader,
      sql`SELECT * FROM issue_request WHERE issue_id = ${issueId} AND ${kind}
            AND (requested_at = ${at} OR decided_at = ${at} OR moved_up_at = ${at} OR reminded_at = ${at})
          ORDER BY requested_at DESC, id DESC`,
    );
    return row && requestFromRow(row);
  }

  async supervisorIds(issueId: string, answeredAt: Instant): Promise<string[]> {
    const rows = await this.reader.all<{ openedBy: string }>(
      sql`SELECT DISTINCT opened_by FROM issue_supervision WHERE issue_id = ${issueId} AND answered_at = ${answeredAt}`,
    );
    return rows.map(({ openedBy }) => openedBy);
  }

  cadre(cadreId: string): Promise<{ readonly name: string; readonly regionCode: string } | null> {
    return first(this.reader, sql`SELECT name, region_code FROM cadre WHERE id = ${cadreId}`);
  }

  async isPaired(cadreId: string, enterpriseId: string, today: LocalDate): Promise<boolean> {
    const row = await first(
      this.reader,
      sql`SELECT 1 FROM pairing WHERE cadre_id = ${cadreId} AND enterprise_id = ${enterpriseId}
          AND starts_on <= ${today} AND (ends_on IS NULL OR ends_on > ${today})`,
    );
    return row !== null;
  }

  /** These cadres, their deputies, the deputies' own, and so on, as they stand on the day. */
  async staff(cadreIds: readonly string[], today: LocalDate): Promise<ReadonlyMap<string, Deputising>> {
    const rows = await this.reader.all<{ id: string; deputyId: string | null; away: SqlValue }>(
      sql`WITH RECURSIVE chain (id) AS (
            SELECT a.id FROM cadre a WHERE ${isOneOf(sql`a.id`, cadreIds)}
            UNION
            SELECT d.deputy_id FROM cadre d JOIN chain ON d.id = chain.id WHERE d.deputy_id IS NOT NULL
          )
          SELECT c.id, c.deputy_id, ${awaySql(today)} AS away
          FROM cadre c JOIN chain ON chain.id = c.id`,
    );
    return new Map(rows.map(({ id, deputyId, away }) => [id, { id, deputyId, away: Boolean(away) }]));
  }

  /** Accounts in use, by id. */
  users(userIds: readonly string[]): Promise<Actor[]> {
    return this.accounts(isOneOf(sql`u.id`, userIds));
  }

  ofCadres(cadreIds: readonly string[]): Promise<Actor[]> {
    return this.accounts(isOneOf(sql`u.cadre_id`, cadreIds));
  }

  ofEnterprise(enterpriseId: string): Promise<Actor[]> {
    return this.accounts(sql`u.role = 'enterprise' AND u.enterprise_id = ${enterpriseId}`);
  }

  ofRegions(role: Role, regionCodes: readonly string[]): Promise<Actor[]> {
    return this.accounts(sql`u.role = ${role} AND ${isOneOf(sql`u.region_code`, regionCodes)}`);
  }

  private accounts(where: Sql): Promise<Actor[]> {
    return this.reader.all<Actor>(sql`${ACCOUNT} WHERE u.active AND ${where} ORDER BY u.id`);
  }
}
