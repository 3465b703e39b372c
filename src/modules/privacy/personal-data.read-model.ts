import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { Reader } from '../../platform/persistence/index.js';

/** The newest of each kind that one answer holds. */
export const MOST_ROWS = 5_000;

export interface OwnSession {
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly endedAt: Instant | null;
}

export interface OwnToken {
  readonly name: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface OwnIssue {
  readonly number: string;
  readonly title: string;
  readonly submittedAt: Instant;
}

export interface OwnAct {
  readonly number: string;
  readonly action: string;
  readonly at: Instant;
}

export interface OwnEntry {
  readonly at: Instant;
  readonly action: string;
  readonly outcome: string;
  readonly address: string | null;
}

/** What is kept of one account, from every table that names it. */
export interface PersonalData {
  readonly sessions: readonly OwnSession[];
  readonly apiTokens: readonly OwnToken[];
  readonly issues: readonly OwnIssue[];
  readonly acts: readonly OwnAct[];
  readonly auditEntries: readonly OwnEntry[];
  /** False when a kind has more rows than one answer holds. */
  readonly complete: boolean;
}

@Injectable()
export class PersonalDataReadModel {
  constructor(private readonly reader: Reader) {}

  async of(userId: string): Promise<PersonalData> {
    const newest = <T>(query: Sql): Promise<T[]> => this.reader.all<T>(sql`${query} LIMIT ${MOST_ROWS + 1}`);
    const [sessions, apiTokens, issues, acts, auditEntries] = await Promise.all([
      newest<OwnSession>(sql`
        SELECT created_at, last_used_at, ended_at FROM session WHERE user_id = ${userId} ORDER BY created_at DESC`),
      newest<OwnToken>(sql`
        SELECT name, created_at, expires_at, last_used_at FROM api_token
        WHERE user_id = ${userId} ORDER BY created_at DESC`),
      newest<OwnIssue>(sql`
        SELECT number, title, submitted_at FROM issue WHERE submitted_by = ${userId} ORDER BY submitted_at DESC`),
      newest<OwnAct>(sql`
        SELECT i.number, v.action, v.at FROM issue_event v JOIN issue i ON i.id = v.issue_id
        WHERE v.actor_id = ${userId} ORDER BY v.at DESC, v.id DESC`),
      newest<OwnEntry>(sql`
        SELECT at, action, outcome, address FROM audit_entry WHERE actor_id = ${userId} ORDER BY sequence DESC`),
    ]);
    const kinds = [sessions, apiTokens, issues, acts, auditEntries];
    return {
      sessions: sessions.slice(0, MOST_ROWS),
      apiTokens: apiTokens.slice(0, MOST_ROWS),
      issues: issues.slice(0, MOST_ROWS),
      acts: acts.slice(0, MOST_ROWS),
      auditEntries: auditEntries.slice(0, MOST_ROWS),
      complete: kinds.every((rows) => rows.length <= MOST_ROWS),
    };
  }
}
