import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import { isOneOf, snakeName, type SqlSession } from '../../platform/persistence/index.js';
import { type FactInstants, NO_CLOCKS } from './domain/clock-facts.js';

/** What a recalculation looks at, of one open issue. */
export interface OpenIssue extends FactInstants {
  readonly id: string;
  readonly number: string;
  readonly categoryCode: string;
  readonly urgency: 'normal' | 'complex' | 'urgent';
  readonly level: 'county' | 'municipality' | 'province';
  readonly firstContactAt: number | null;
  /** Of the issue as it was read. */
  readonly version: number;
}

const COLUMNS = [
  'id',
  'number',
  'categoryCode',
  'urgency',
  'level',
  'firstContactAt',
  'version',
  ...Object.keys(NO_CLOCKS),
];
const ENDED = ['closed', 'refused', 'withdrawn', 'merged'];

@Injectable()
export class RecalculationReadModel {
  /** Oldest first. @param regionCodes null for all regions */
  openIssues(session: SqlSession, regionCodes: readonly string[] | null): Promise<OpenIssue[]> {
    const columns = join(COLUMNS.map((name) => raw(`${snakeName(name)}`)));
    const place = regionCodes === null ? sql`` : sql`AND ${isOneOf(sql`region_code`, regionCodes)}`;
    return session.all<OpenIssue>(
      sql`SELECT ${columns} FROM issue WHERE NOT ${isOneOf(sql`status`, ENDED)} ${place} ORDER BY submitted_at, id`,
    );
  }
}
