import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { ActorRole } from '../../kernel/actor.js';
import { insertRows, isOneOf, Reader, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import { ROLE_SCOPES } from '../access/index.js';
import { Regions } from '../regions/index.js';

/** What became of telling somebody of a bulletin; the last two may not read it now. */
export const OUTCOMES = ['told', 'left', 'out-of-scope'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ToldReader {
  readonly userId: string;
  readonly outcome: Outcome;
}

interface Account {
  readonly id: string;
  readonly role: ActorRole;
  readonly regionCode: string;
  readonly active: boolean | number;
}

/** Who may read the bulletins of a region. */
@Injectable()
export class BulletinReaders {
  constructor(
    private readonly regions: Regions,
    private readonly reader: Reader,
  ) {}

  /** Of each of the accounts, in their order; null for one that there is not. */
  async standing(session: SqlSession, userIds: readonly string[], regionCode: string): Promise<(Outcome | null)[]> {
    const tree = await this.regions.tree();
    const accounts = await session.all<Account>(
      sql`SELECT id, role, region_code, active FROM app_user WHERE ${isOneOf(sql`id`, userIds)}`,
    );
    return userIds.map((userId) => {
      const account = accounts.find(({ id }) => id === userId);
      if (account === undefined) return null;
      if (!account.active) return 'left';
      const reads = ROLE_SCOPES[account.role].includes('bulletin:read');
      return reads && tree.isWithin(regionCode, account.regionCode) ? 'told' : 'out-of-scope';
    });
  }

  async note(tx: Tx, bulletinId: string, readers: readonly ToldReader[]): Promise<void> {
    if (readers.length === 0) return;
    const rows = readers.map((reader) => ({ bulletinId, ...reader }));
    await tx.run(insertRows('bulletin_recipient', rows));
  }

  /** Those to whom a schedule has sent the bulletin, with what became of it. */
  toldOf(bulletinId: string): Promise<(ToldReader & { readonly name: string })[]> {
    return this.reader.all(
      sql`SELECT r.user_id, r.outcome, u.display_name AS name FROM bulletin_recipient r
          JOIN app_user u ON u.id = r.user_id WHERE r.bulletin_id = ${bulletinId} ORDER BY r.user_id`,
    );
  }
}
