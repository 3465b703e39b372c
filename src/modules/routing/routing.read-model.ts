import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { LocalDate } from '../../kernel/local-date.js';
import { isOneOf, type SqlSession, Tx } from '../../platform/persistence/index.js';
import { closedAccounts } from '../cadres/index.js';
import type { Candidate } from './domain/assignment-policy.js';

/** A candidate and where they belong. */
export type PlacedCandidate = Candidate & { readonly regionCode: string };

interface Question {
  readonly columns?: Sql;
  readonly joins?: Sql;
  readonly where: Sql;
  readonly today: LocalDate;
}

/**
 * Those who could lead an issue, with their open work. Asked in a unit of work, they are locked in the order of their
 * ids: parallel units then see each other's assignments, and nobody goes off duty or loses their account in between.
 */
@Injectable()
export class RoutingReadModel {
  ofDepartment(session: SqlSession, departmentId: string, today: LocalDate): Promise<PlacedCandidate[]> {
    return candidates(session, { where: sql`c.department_id = ${departmentId}`, today });
  }

  byId(session: SqlSession, cadreId: string, today: LocalDate): Promise<PlacedCandidate[]> {
    return candidates(session, { where: sql`c.id = ${cadreId}`, today });
  }

  /** The cadres who look after the enterprise on the day: the chief, and those who are paired as deputies. */
  async pairedWith(session: SqlSession, enterpriseId: string, today: LocalDate): Promise<PlacedCandidate[][]> {
    const paired = await candidates<PlacedCandidate & { readonly role: string }>(session, {
      columns: sql`, p.role`,
      joins: sql`JOIN pairing p ON p.cadre_id = c.id`,
      where: sql`p.enterprise_id = ${enterpriseId} AND p.starts_on <= ${today} AND (p.ends_on IS NULL OR p.ends_on > ${today})`,
      today,
    });
    return ['chief', 'deputy'].map((role) => paired.filter((each) => each.role === role));
  }

  /** The cadres of the regions whose specialties hold one of the categories. */
  withSpecialty(
    session: SqlSession,
    asked: { readonly regionCodes: readonly string[]; readonly categoryCodes: readonly string[] },
    today: LocalDate,
  ): Promise<PlacedCandidate[]> {
    const knows = sql`EXISTS (SELECT 1 FROM cadre_specialty s
      WHERE s.cadre_id = c.id AND ${isOneOf(sql`s.category_code`, asked.categoryCodes)})`;
    return candidates(session, { where: sql`${isOneOf(sql`c.region_code`, asked.regionCodes)} AND ${knows}`, today });
  }

  /** These cadres, their deputies, the deputies' own, and so on. */
  withDeputies(session: SqlSession, cadreIds: readonly string[], today: LocalDate): Promise<PlacedCandidate[]> {
    const chain = sql`WITH RECURSIVE chain (id) AS (
        SELECT a.id FROM cadre a WHERE ${isOneOf(sql`a.id`, cadreIds)}
        UNION
        SELECT d.deputy_id FROM cadre d JOIN chain ON d.id = chain.id WHERE d.deputy_id IS NOT NULL
      ) SELECT id FROM chain`;
    return candidates(session, { where: sql`c.id IN (${chain})`, today });
  }
}

async function candidates<Row extends PlacedCandidate = PlacedCandidate>(
  session: SqlSession,
  asked: Question,
): Promise<Row[]> {
  const { columns = empty, joins = empty, where, today } = asked;
  const rows = await session.all<Omit<Row, 'accountClosed'>>(
    sql`SELECT c.id, c.name, c.department_id, c.region_code, c.capacity, c.on_duty, c.deputy_id, l.open_count, l.last_assigned_at,
          EXISTS (SELECT 1 FROM cadre_leave v
            WHERE v.cadre_id = c.id AND v.starts_on <= ${today} AND v.ends_on >= ${today}) AS on_leave${columns}
        FROM cadre c JOIN cadre_load l ON l.cadre_id = c.id ${joins}
        WHERE ${where} ORDER BY c.id ${lock(session)}`,
  );
  // SQLite has no boolean type and answers 0 or 1.
  const ids = rows.map(({ id }) => id);
  const closed = await closedAccounts(session, [...new Set(ids)]);
  return rows.map((row) => {
    const standing = { onDuty: Boolean(row.onDuty), onLeave: Boolean(row.onLeave), accountClosed: closed.has(row.id) };
    return { ...row, ...standing } as Row;
  });
}

// Whoever changes a cadre locks the cadre before the load; so do we. A preview only reads and cannot lock.
const lock = (session: SqlSession): Sql => (session instanceof Tx ? session.dialect.forUpdateOf('c', 'l') : empty);
