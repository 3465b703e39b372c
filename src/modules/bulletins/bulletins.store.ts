import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, insertRows, type SqlSession, type Tx } from '../../platform/persistence/index.js';

/** A bulletin as it is kept; `content` is the JSON text that was hashed. */
export interface StoredBulletin {
  readonly id: string;
  readonly regionCode: string;
  readonly year: number;
  readonly sequence: number;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly asOf: Instant;
  readonly groupBy: string;
  readonly content: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly signature: string;
  readonly keyId: string;
  readonly scheduleId: string | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

export interface StoredExclusion {
  readonly bulletinId: string;
  readonly issueId: string;
  readonly reason: string;
  readonly decidedBy: string;
}

/** The last one of a region: what the next one follows. */
export type LastBulletin = Pick<StoredBulletin, 'year' | 'sequence' | 'hash'>;

/** Later than every year of a local date. */
const AFTER_ALL = 10_000;

@Injectable()
export class BulletinsStore {
  /** Nobody else publishes in the region until the unit of work ends. */
  async lockedLast(tx: Tx, regionCode: string): Promise<LastBulletin | null> {
    await tx.all(tx.dialect.lockName(`bulletins ${regionCode}`));
    return this.before(tx, { regionCode, year: AFTER_ALL, sequence: 0 });
  }

  /** The bulletin that the numbered one follows. */
  before(
    session: SqlSession,
    { regionCode, year, sequence }: Pick<StoredBulletin, 'regionCode' | 'year' | 'sequence'>,
  ): Promise<LastBulletin | null> {
    return first<LastBulletin>(
      session,
      sql`SELECT year, sequence, hash FROM bulletin
          WHERE region_code = ${regionCode} AND (year < ${year} OR (year = ${year} AND sequence < ${sequence}))
          ORDER BY year DESC, sequence DESC LIMIT 1`,
    );
  }

  async insert(tx: Tx, bulletin: StoredBulletin, exclusions: readonly StoredExclusion[]): Promise<void> {
    await tx.run(insertRows('bulletin', [{ ...bulletin }]));
    if (exclusions.length === 0) return;
    await tx.run(
      insertRows(
        'bulletin_exclusion',
        exclusions.map((exclusion) => ({ ...exclusion })),
      ),
    );
  }

  async exclusions(session: SqlSession, bulletinId: string): Promise<StoredExclusion[]> {
    return session.all<StoredExclusion>(
      sql`SELECT bulletin_id, issue_id, reason, decided_by FROM bulletin_exclusion
          WHERE bulletin_id = ${bulletinId} ORDER BY issue_id`,
    );
  }
}
