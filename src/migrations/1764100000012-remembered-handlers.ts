import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Handled {
  readonly issueId: string;
  readonly cadreId: string;
}

/** Whoever has led a confidential issue so far is in its timeline; of those who supported it, the present ones are known. */
const HANDLED = `
  SELECT v.issue_id AS "issueId", v.assignee_id AS "cadreId" FROM issue_event v JOIN issue i ON i.id = v.issue_id
    WHERE i.confidential AND v.assignee_id IS NOT NULL
  UNION SELECT h.issue_id, h.cadre_id FROM issue_co_handler h JOIN issue i ON i.id = h.issue_id WHERE i.confidential
  ORDER BY 1, 2`;

export class RememberedHandlers1764100000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // TypeORM would copy the whole table on SQLite; both databases can add a column that may be null in place.
    await runner.query('ALTER TABLE issue ADD COLUMN handler_cadre_ids text');
    const handlers = new Map<string, string[]>();
    for (const { issueId, cadreId } of (await runner.query(HANDLED)) as Handled[])
      handlers.set(issueId, [...(handlers.get(issueId) ?? []), cadreId]);
    // In the order of their numbers, by which SQLite binds them.
    const remember = 'UPDATE issue SET handler_cadre_ids = $1 WHERE id = $2';
    for (const [issueId, cadreIds] of handlers) await runner.query(remember, [JSON.stringify(cadreIds), issueId]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue DROP COLUMN handler_cadre_ids');
  }
}
