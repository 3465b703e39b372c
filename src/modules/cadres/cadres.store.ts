import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import {
  assignments,
  first,
  insertStatements,
  isOneOf,
  type Row,
  type SqlSession,
  type SqlValue,
  type Tx,
} from '../../platform/persistence/index.js';
import type { LocalDate } from '../../kernel/local-date.js';
import type { Deputising } from './domain/deputies.js';
import type { Leave } from './domain/leave.js';
import type { Standing } from './domain/standing.js';
import { awaySql, closedAccounts } from './standing.read-model.js';

/** A cadre without specialties, leave and load. */
export interface CadreRow {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly regionCode: string;
  readonly departmentId: string;
  readonly capacity: number;
  readonly onDuty: boolean;
  readonly deputyId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** A cadre who stays as they are, with their accounts, until the unit of work ends. */
export type HeldCadre = CadreRow & Standing;

export interface CadreParts {
  readonly specialties: readonly string[];
  readonly leave: readonly Leave[];
}

export const CADRE_COLUMNS = sql`c.id, c.name, c.phone, c.region_code, c.department_id, c.capacity, c.on_duty,
  c.deputy_id, c.created_at, c.updated_at, c.version`;

type NamedDeputising = Deputising & Pick<CadreRow, 'name' | 'regionCode'>;
type NamedRow = Omit<NamedDeputising, 'away'> & { readonly away: SqlValue };

/** SQLite has no boolean type and answers 0 or 1. */
export function cadreOf<T extends CadreRow>(row: T): T {
  return { ...row, onDuty: Boolean(row.onDuty) };
}

@Injectable()
export class CadresStore {
  async find(session: SqlSession, id: string): Promise<CadreRow | null> {
    const row = await first<CadreRow>(session, sql`SELECT ${CADRE_COLUMNS} FROM cadre c WHERE c.id = ${id}`);
    return row && cadreOf(row);
  }

  /** Nobody else changes the cadre until the unit of work ends. */
  async lock(tx: Tx, id: string): Promise<CadreRow | null> {
    const row = await first<CadreRow>(
      tx,
      sql`SELECT ${CADRE_COLUMNS} FROM cadre c WHERE c.id = ${id} ${tx.dialect.forUpdate}`,
    );
    return row && cadreOf(row);
  }

  /** Nobody else changes the cadre until the unit of work ends, as in {@link lock}, but rows may come to refer to them. */
  async hold(tx: Tx, id: string): Promise<HeldCadre | null> {
    const held = tx.dialect.forUpdateOf('c');
    const row = await first<CadreRow>(tx, sql`SELECT ${CADRE_COLUMNS} FROM cadre c WHERE c.id = ${id} ${held}`);
    return row && { ...cadreOf(row), accountClosed: (await closedAccounts(tx, [id])).has(id) };
  }

  /** Open issues; the load cannot change until the unit of work ends. */
  async lockedOpenCount(tx: Tx, id: string): Promise<number> {
    const load = await first<{ openCount: number }>(
      tx,
      sql`SELECT open_count FROM cadre_load WHERE cadre_id = ${id} ${tx.dialect.forUpdate}`,
    );
    return load?.openCount ?? 0;
  }

  async insert(tx: Tx, cadres: readonly (CadreRow & CadreParts)[]): Promise<void> {
    const statements = [
      ...insertStatements('cadre', cadres.map(ownColumns)),
      ...insertStatements(
        'cadre_load',
        cadres.map(({ id }) => ({ cadreId: id, openCount: 0, lastAssignedAt: null })),
      ),
      ...insertStatements('cadre_specialty', cadres.flatMap(specialtyRows)),
      ...insertStatements('cadre_leave', cadres.flatMap(leaveRows)),
    ];
    for (const statement of statements) await tx.run(statement);
  }

  async update(tx: Tx, id: string, changes: Row, parts: Partial<CadreParts>): Promise<void> {
    await tx.run(sql`UPDATE cadre SET ${assignments('cadre', changes)} WHERE id = ${id}`);
    const { specialties, leave } = parts;
    if (specialties !== undefined) {
      await tx.run(sql`DELETE FROM cadre_specialty WHERE cadre_id = ${id}`);
      for (const statement of insertStatements('cadre_specialty', specialtyRows({ id, specialties }))) {
        await tx.run(statement);
      }
    }
    if (leave !== undefined) {
      await tx.run(sql`DELETE FROM cadre_leave WHERE cadre_id = ${id}`);
      for (const statement of insertStatements('cadre_leave', leaveRows({ id, leave }))) await tx.run(statement);
    }
  }

  /** Those of the ids that exist, with their regions. */
  regionsOf(session: SqlSession, ids: readonly string[]): Promise<{ id: string; regionCode: string }[]> {
    return session.all(sql`SELECT id, region_code FROM cadre WHERE ${isOneOf(sql`id`, ids)}`);
  }

  /** Who deputises for whom, along the chain that begins with this cadre; the chain cannot change until the unit ends. */
  async lockedDeputies(tx: Tx, id: string): Promise<ReadonlyMap<string, string | null>> {
    const rows = await tx.all<{ id: string; deputyId: string | null }>(
      sql`WITH RECURSIVE chain (id) AS (
            SELECT id FROM cadre WHERE id = ${id}
            UNION
            SELECT c.deputy_id FROM cadre c JOIN chain ON c.id = chain.id WHERE c.deputy_id IS NOT NULL
          )
          SELECT c.id, c.deputy_id FROM cadre c WHERE c.id IN (SELECT id FROM chain) ${tx.dialect.forUpdate}`,
    );
    return new Map(rows.map((row) => [row.id, row.deputyId]));
  }

  /** The cadre, and everybody away whose chain of deputies leads to them over people who are away. */
  async deputised(session: SqlSession, id: string, today: LocalDate): Promise<NamedDeputising[]> {
    const away = awaySql(today);
    const rows = await session.all<NamedRow>(
      sql`WITH RECURSIVE absent (id) AS (
            SELECT id FROM cadre WHERE id = ${id}
            UNION
            SELECT c.id FROM cadre c JOIN absent a ON c.deputy_id = a.id WHERE ${away}
          )
          SELECT c.id, c.name, c.region_code, c.deputy_id, ${away} AS away
          FROM cadre c WHERE c.id IN (SELECT id FROM absent) ORDER BY c.id`,
    );
    return rows.map(deputisingOf);
  }

  /** The last day of the leave that the cadre is on, or null. */
  async leaveUntil(session: SqlSession, id: string, today: LocalDate): Promise<LocalDate | null> {
    const leave = await first<{ endsOn: LocalDate }>(
      session,
      sql`SELECT ends_on FROM cadre_leave WHERE cadre_id = ${id} AND starts_on <= ${today} AND ends_on >= ${today}`,
    );
    return leave?.endsOn ?? null;
  }

  /** The cadre, their deputy, the deputy's own, and so on. */
  async deputies(session: SqlSession, id: string, today: LocalDate): Promise<NamedDeputising[]> {
    const rows = await session.all<NamedRow>(
      sql`WITH RECURSIVE chain (id) AS (
            SELECT id FROM cadre WHERE id = ${id}
            UNION
            SELECT c.deputy_id FROM cadre c JOIN chain ON c.id = chain.id WHERE c.deputy_id IS NOT NULL
          )
          SELECT c.id, c.name, c.region_code, c.deputy_id, ${awaySql(today)} AS away
          FROM cadre c WHERE c.id IN (SELECT id FROM chain)`,
    );
    return rows.map(deputisingOf);
  }

  /** Specialties and leave of the cadres; two statements for any number of them. */
  async parts(session: SqlSession, ids: readonly string[]): Promise<ReadonlyMap<string, CadreParts>> {
    const specialties = await session.all<{ cadreId: string; categoryCode: string }>(
      sql`SELECT cadre_id, category_code FROM cadre_specialty WHERE ${isOneOf(sql`cadre_id`, ids)} ORDER BY category_code`,
    );
    const leaves = await session.all<{ cadreId: string; startsOn: string; endsOn: string }>(
      sql`SELECT cadre_id, starts_on, ends_on FROM cadre_leave WHERE ${isOneOf(sql`cadre_id`, ids)} ORDER BY starts_on`,
    );
    const parts = new Map(ids.map((id) => [id, { specialties: [] as string[], leave: [] as Leave[] }]));
    for (const { cadreId, categoryCode } of specialties) parts.get(cadreId)?.specialties.push(categoryCode);
    for (const { cadreId, startsOn, endsOn } of leaves) parts.get(cadreId)?.leave.push({ from: startsOn, to: endsOn });
    return parts;
  }
}

const deputisingOf = (row: NamedRow): NamedDeputising => ({ ...row, away: Boolean(row.away) });

function ownColumns(cadre: CadreRow): Row {
  const { id, name, phone, regionCode, departmentId, capacity, onDuty, deputyId, createdAt, updatedAt, version } =
    cadre;
  return { id, name, phone, regionCode, departmentId, capacity, onDuty, deputyId, createdAt, updatedAt, version };
}

function specialtyRows({ id, specialties }: Pick<CadreRow & CadreParts, 'id' | 'specialties'>): Row[] {
  return specialties.map((categoryCode) => ({ cadreId: id, categoryCode }));
}

function leaveRows({ id, leave }: Pick<CadreRow & CadreParts, 'id' | 'leave'>): Row[] {
  return leave.map(({ from, to }) => ({ cadreId: id, startsOn: from, endsOn: to }));
}
