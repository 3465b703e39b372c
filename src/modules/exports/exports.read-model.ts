import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { type FileFormat } from '../../platform/http/index.js';
import { first, isOneOf, Reader, type SqlSession } from '../../platform/persistence/index.js';

/** `expired` is a done one whose file is no longer handed out. */
export const EXPORT_STATUSES = ['queued', 'running', 'done', 'failed', 'expired'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/**
 * Why it was not made: the account was closed or has other rights now, the filters are refused, or it is our fault.
 */
export const EXPORT_FAILURES = ['account-changed', 'refused', 'broken'] as const;
export type ExportFailure = (typeof EXPORT_FAILURES)[number];

/** A row of `table_export`. */
export interface TableExport {
  readonly id: string;
  readonly ownerId: string;
  /** See {@link rightsOf}. */
  readonly rights: string;
  readonly language: Language;
  readonly kind: string;
  /** Text values by name, as JSON. */
  readonly query: string;
  readonly format: FileFormat;
  readonly status: ExportStatus;
  readonly failure: ExportFailure | null;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly attempts: number;
  readonly fileHash: string | null;
  readonly fileSize: number | null;
  readonly disposition: string | null;
  readonly requestedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/** All that decides what the actor may see. */
export function rightsOf({ role, regionCode, cadreId, departmentId, enterpriseId }: Actor): string {
  return JSON.stringify([role, regionCode, cadreId, departmentId, enterpriseId]);
}

@Injectable()
export class ExportsReadModel {
  constructor(private readonly reader: Reader) {}

  /** Those of one person, newest first; up to one more than the limit. */
  ofOwner(ownerId: string, limit: number, before: string | null): Promise<TableExport[]> {
    const older = before === null ? sql`` : sql`AND id < ${before}`;
    return this.reader.all<TableExport>(
      sql`SELECT * FROM table_export WHERE owner_id = ${ownerId} ${older} ORDER BY id DESC LIMIT ${limit + 1}`,
    );
  }

  async count(ownerId: string): Promise<number> {
    const row = await first<{ total: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS total FROM table_export WHERE owner_id = ${ownerId}`,
    );
    return row!.total;
  }

  one(ownerId: string, id: string): Promise<TableExport | null> {
    return first<TableExport>(this.reader, sql`SELECT * FROM table_export WHERE id = ${id} AND owner_id = ${ownerId}`);
  }

  /** The account as it is now; null when it is closed. */
  owner(ownerId: string): Promise<Actor | null> {
    return first<Actor>(
      this.reader,
      sql`SELECT u.id AS user_id, u.display_name, u.role, u.region_code, u.cadre_id, u.enterprise_id, c.department_id
          FROM app_user u LEFT JOIN cadre c ON c.id = u.cadre_id WHERE u.id = ${ownerId} AND u.active`,
    );
  }

  /** Those of the files that are handed out. */
  async held(session: SqlSession, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await session.all<{ fileHash: string }>(
      sql`SELECT DISTINCT file_hash FROM table_export WHERE ${isOneOf(sql`file_hash`, hashes)}`,
    );
    return new Set(rows.map(({ fileHash }) => fileHash));
  }
}
