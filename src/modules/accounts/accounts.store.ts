import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Tx } from '../../platform/persistence/index.js';

@Injectable()
export class AccountsStore {
  /**
   * The active administrators, who all stay as they are until the unit of work ends: two of them who end each other at
   * once must not both succeed.
   */
  async lockAdministrators(tx: Tx): Promise<string[]> {
    const rows = await tx.all<{ id: string }>(sql`
      SELECT id FROM app_user WHERE role = 'admin' AND active = ${true} ORDER BY id ${tx.dialect.forUpdate}`);
    return rows.map(({ id }) => id);
  }

  async hasAdministrator(tx: Tx): Promise<boolean> {
    const rows = await tx.all(sql`SELECT id FROM app_user WHERE role = 'admin' LIMIT 1`);
    return rows.length > 0;
  }

  /** The accounts of a cadre who is nothing but a cadre. */
  async ofCadre(tx: Tx, cadreId: string): Promise<string[]> {
    const rows = await tx.all<{ id: string }>(sql`
      SELECT id FROM app_user WHERE cadre_id = ${cadreId} AND role = 'cadre' AND active = ${true} ORDER BY id`);
    return rows.map(({ id }) => id);
  }
}
