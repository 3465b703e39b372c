import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { first, insertStatements, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { PairingPlan, PairingRole } from './domain/pairing.js';

export interface PairingRow extends PairingPlan {
  readonly id: string;
  readonly enterpriseId: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

export interface NamedPairing extends PairingRow {
  readonly cadreName: string;
}

const NAMED = sql`SELECT p.id, p.enterprise_id, p.cadre_id, c.name AS cadre_name, p.role, p.starts_on, p.ends_on,
  p.created_by, p.created_at FROM pairing p JOIN cadre c ON c.id = p.cadre_id`;

type StoredPairing = Omit<NamedPairing, 'from' | 'to'> & { readonly startsOn: string; readonly endsOn: string | null };

/** The SQL of "`p` holds on that day". */
export function holdsOn(date: LocalDate): Sql {
  return sql`p.starts_on <= ${date} AND (p.ends_on IS NULL OR p.ends_on > ${date})`;
}

@Injectable()
export class PairingsStore {
  /** All that ever were, latest first. */
  async ofEnterprise(session: SqlSession, enterpriseId: string): Promise<NamedPairing[]> {
    const rows = await session.all<StoredPairing>(
      sql`${NAMED} WHERE p.enterprise_id = ${enterpriseId} ORDER BY p.starts_on DESC, p.id DESC`,
    );
    return rows.map(pairingOf);
  }

  /** Those of the cadre that hold on the day or are still to begin, by enterprise. */
  async lastingOf(session: SqlSession, cadreId: string, date: LocalDate): Promise<NamedPairing[]> {
    const rows = await session.all<StoredPairing>(
      sql`${NAMED} WHERE p.cadre_id = ${cadreId} AND (p.ends_on IS NULL OR (p.ends_on > ${date} AND p.ends_on > p.starts_on))
          ORDER BY p.enterprise_id, p.starts_on, p.id`,
    );
    return rows.map(pairingOf);
  }

  async insert(tx: Tx, pairings: readonly PairingRow[]): Promise<void> {
    const rows = pairings.map(({ from, to, id, enterpriseId, cadreId, role, createdBy, createdAt }) => ({
      id,
      enterpriseId,
      cadreId,
      role,
      startsOn: from,
      endsOn: to,
      createdBy,
      createdAt,
    }));
    for (const statement of insertStatements('pairing', rows)) await tx.run(statement);
  }

  async end(tx: Tx, id: string, endsOn: LocalDate): Promise<void> {
    await tx.run(sql`UPDATE pairing SET ends_on = ${endsOn} WHERE id = ${id}`);
  }

  /** Chief first, then by start. */
  activeOf(
    session: SqlSession,
    enterpriseId: string,
    date: LocalDate,
  ): Promise<{ cadreId: string; role: PairingRole }[]> {
    return session.all(
      sql`SELECT p.cadre_id, p.role FROM pairing p WHERE p.enterprise_id = ${enterpriseId} AND ${holdsOn(date)}
          ORDER BY p.role, p.starts_on, p.id`,
    );
  }

  async isPaired(session: SqlSession, cadreId: string, enterpriseId: string, date: LocalDate): Promise<boolean> {
    const query = sql`SELECT 1 AS found FROM pairing p
      WHERE p.enterprise_id = ${enterpriseId} AND p.cadre_id = ${cadreId} AND ${holdsOn(date)}`;
    return (await first(session, query)) !== null;
  }
}

function pairingOf({ startsOn, endsOn, ...pairing }: StoredPairing): NamedPairing {
  return { ...pairing, from: startsOn, to: endsOn };
}
