import { Injectable } from '@nestjs/common';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, Reader } from '../../platform/persistence/index.js';
import { FACTS } from '../issues/index.js';

/** The newest of each kind that one answer holds. */
export const MOST_ROWS = 5_000;

export interface OwnSession {
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly endedAt: Instant | null;
  readonly address: string | null;
}

export interface OwnToken {
  readonly name: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface OwnIdentity {
  readonly issuer: string;
  readonly createdAt: Instant;
}

export interface OwnIssue {
  readonly number: string;
  readonly title: string | null;
  readonly submittedAt: Instant;
}

export interface OwnAct {
  readonly number: string;
  readonly action: string;
  readonly at: Instant;
}

export interface OwnAttachment {
  readonly number: string;
  readonly size: number;
  readonly uploadedAt: Instant;
}

export interface OwnReveal {
  readonly at: Instant;
  readonly subjectKind: string;
  readonly reason: string | null;
}

export interface OwnEntry {
  readonly at: Instant;
  readonly action: string;
  readonly outcome: string;
  readonly address: string | null;
}

/** What is kept of one account, from every table that names it. */
export interface PersonalData {
  /** Where notifications are sent. */
  readonly email: string | null;
  readonly secondFactor: boolean;
  readonly sessions: readonly OwnSession[];
  readonly apiTokens: readonly OwnToken[];
  readonly identities: readonly OwnIdentity[];
  readonly issues: readonly OwnIssue[];
  readonly acts: readonly OwnAct[];
  readonly attachments: readonly OwnAttachment[];
  readonly reveals: readonly OwnReveal[];
  readonly auditEntries: readonly OwnEntry[];
  /** How many of the kinds that name issues are not told, since the issue is not the reader's to know of. */
  readonly withheld: { readonly issues: number; readonly acts: number; readonly attachments: number };
  /** False when a kind has more rows than one answer holds. */
  readonly complete: boolean;
}

/** Confidential issues, and those that went straight one level up: not for whoever looks after the data. */
export const UNTOLD = sql`(i.confidential OR (i.facts & ${raw(String(FACTS.direct))}) <> 0)`;

/** What the account has to do with issues: all of it for the person, less for whoever looks after the data. */
const ISSUES = (userId: string): Sql => sql`FROM issue i WHERE i.submitted_by = ${userId}`;
const ACTS = (userId: string): Sql =>
  sql`FROM issue_event v JOIN issue i ON i.id = v.issue_id WHERE v.actor_id = ${userId}`;
const ATTACHMENTS = (userId: string): Sql =>
  sql`FROM attachment f JOIN issue i ON i.id = f.issue_id WHERE f.uploaded_by = ${userId}`;

@Injectable()
export class PersonalDataReadModel {
  constructor(private readonly reader: Reader) {}

  /** @param isOwn whether the person asks; for anybody else, what would tell of issues is left out */
  async of(userId: string, isOwn: boolean): Promise<PersonalData> {
    const [signIns, issues, acts, attachments, reveals, auditEntries, withheld, email] = await Promise.all([
      this.signIns(userId),
      this.newest<OwnIssue>(sql`
        SELECT i.number, ${isOwn ? sql`i.title` : sql`NULL`} AS title, i.submitted_at ${ISSUES(userId)}
        ${told(isOwn)} ORDER BY i.submitted_at DESC`),
      this.newest<OwnAct>(sql`
        SELECT i.number, v.action, v.at ${ACTS(userId)} ${told(isOwn)} ORDER BY v.at DESC, v.id DESC`),
      this.newest<OwnAttachment>(sql`
        SELECT i.number, f.size, f.uploaded_at ${ATTACHMENTS(userId)} ${told(isOwn)} ORDER BY f.uploaded_at DESC`),
      this.newest<OwnReveal>(sql`
        SELECT at, subject_kind, ${isOwn ? sql`reason` : sql`NULL`} AS reason FROM reveal
        WHERE user_id = ${userId} ORDER BY at DESC`),
      this.newest<OwnEntry>(sql`
        SELECT at, action, outcome, address FROM audit_entry WHERE actor_id = ${userId} ORDER BY sequence DESC`),
      this.withheld(userId, isOwn),
      first<{ email: string | null }>(
        this.reader,
        sql`SELECT email FROM notification_preference WHERE user_id = ${userId}`,
      ),
    ]);
    const lists = { ...signIns.lists, issues, acts, attachments, reveals, auditEntries };
    return {
      email: email?.email ?? null,
      secondFactor: signIns.secondFactor,
      sessions: lists.sessions.slice(0, MOST_ROWS),
      apiTokens: lists.apiTokens.slice(0, MOST_ROWS),
      identities: lists.identities.slice(0, MOST_ROWS),
      issues: issues.slice(0, MOST_ROWS),
      acts: acts.slice(0, MOST_ROWS),
      attachments: attachments.slice(0, MOST_ROWS),
      reveals: reveals.slice(0, MOST_ROWS),
      auditEntries: auditEntries.slice(0, MOST_ROWS),
      withheld,
      complete: Object.values(lists).every((rows) => rows.length <= MOST_ROWS),
    };
  }

  private async signIns(userId: string) {
    const [sessions, apiTokens, identities, secondFactor] = await Promise.all([
      this.newest<OwnSession>(sql`
        SELECT created_at, last_used_at, ended_at, address FROM session
        WHERE user_id = ${userId} ORDER BY created_at DESC`),
      this.newest<OwnToken>(sql`
        SELECT name, created_at, expires_at, last_used_at FROM api_token
        WHERE user_id = ${userId} ORDER BY created_at DESC`),
      this.newest<OwnIdentity>(sql`
        SELECT issuer, created_at FROM oidc_link WHERE user_id = ${userId} ORDER BY created_at DESC`),
      first(this.reader, sql`SELECT 1 FROM second_factor WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`),
    ]);
    return { lists: { sessions, apiTokens, identities }, secondFactor: secondFactor !== null };
  }

  private async withheld(userId: string, isOwn: boolean): Promise<PersonalData['withheld']> {
    if (isOwn) return { issues: 0, acts: 0, attachments: 0 };
    const row = await first<PersonalData['withheld']>(
      this.reader,
      sql`SELECT (SELECT COUNT(*) ${ISSUES(userId)} AND ${UNTOLD}) AS issues,
        (SELECT COUNT(*) ${ACTS(userId)} AND ${UNTOLD}) AS acts,
        (SELECT COUNT(*) ${ATTACHMENTS(userId)} AND ${UNTOLD}) AS attachments`,
    );
    return row!;
  }

  private newest<T>(query: Sql): Promise<T[]> {
    return this.reader.all<T>(sql`${query} LIMIT ${MOST_ROWS + 1}`);
  }
}

const told = (isOwn: boolean): Sql => (isOwn ? sql`` : sql`AND NOT ${UNTOLD}`);
