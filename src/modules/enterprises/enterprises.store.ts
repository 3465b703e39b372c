import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import {
  assignments,
  holdsField,
  first,
  insertStatements,
  isOneOf,
  type Row,
  type SqlSession,
  type Tx,
} from '../../platform/persistence/index.js';
import type { EnterpriseContact, EnterpriseRow, Honour } from './domain/enterprise.js';

export const ENTERPRISE_COLUMNS = sql`e.id, e.credit_code, e.name, e.region_code, e.industry, e.size, e.chain_code,
  e.honours, e.contacts, e.status, e.created_at, e.updated_at, e.version`;

/** As the database keeps it: lists are JSON texts. */
export type StoredEnterprise = Omit<EnterpriseRow, 'honours' | 'contacts'> & {
  readonly honours: string;
  readonly contacts: string;
};

export function enterpriseOf(row: StoredEnterprise): EnterpriseRow {
  return {
    ...row,
    honours: JSON.parse(row.honours) as Honour[],
    contacts: JSON.parse(row.contacts) as EnterpriseContact[],
  };
}

@Injectable()
export class EnterprisesStore {
  async find(session: SqlSession, id: string): Promise<EnterpriseRow | null> {
    const row = await first<StoredEnterprise>(
      session,
      sql`SELECT ${ENTERPRISE_COLUMNS} FROM enterprise e WHERE e.id = ${id}`,
    );
    return row && enterpriseOf(row);
  }

  /** Nobody else changes the enterprise or its pairings until the unit of work ends. */
  async lock(tx: Tx, id: string): Promise<EnterpriseRow | null> {
    const row = await first<StoredEnterprise>(
      tx,
      sql`SELECT ${ENTERPRISE_COLUMNS} FROM enterprise e WHERE e.id = ${id} ${tx.dialect.forUpdate}`,
    );
    return row && enterpriseOf(row);
  }

  /** Those of the credit codes that are registered. */
  async byCreditCodes(session: SqlSession, creditCodes: readonly string[]): Promise<EnterpriseRow[]> {
    const rows = await session.all<StoredEnterprise>(
      sql`SELECT ${ENTERPRISE_COLUMNS} FROM enterprise e WHERE ${isOneOf(sql`e.credit_code`, creditCodes)}`,
    );
    return rows.map(enterpriseOf);
  }

  /** Those that name the phone among their contacts, for change. */
  async withContact(tx: Tx, phone: string): Promise<EnterpriseRow[]> {
    const rows = await tx.all<StoredEnterprise>(
      sql`SELECT ${ENTERPRISE_COLUMNS} FROM enterprise e WHERE ${holdsField(sql`e.contacts`, 'phone', phone)}
          ORDER BY e.id ${tx.dialect.forUpdate}`,
    );
    return rows.map(enterpriseOf);
  }

  async insert(tx: Tx, enterprises: readonly EnterpriseRow[]): Promise<void> {
    for (const statement of insertStatements('enterprise', enterprises.map(stored))) await tx.run(statement);
  }

  async update(tx: Tx, id: string, changes: Partial<EnterpriseRow>): Promise<void> {
    await tx.run(sql`UPDATE enterprise SET ${assignments('enterprise', stored(changes))} WHERE id = ${id}`);
  }
}

function stored({ honours, contacts, ...columns }: Partial<EnterpriseRow>): Row {
  return {
    ...columns,
    ...(honours === undefined ? {} : { honours: JSON.stringify(honours) }),
    ...(contacts === undefined ? {} : { contacts: JSON.stringify(contacts) }),
  };
}
