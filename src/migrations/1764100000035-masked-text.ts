import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withoutPhones } from '../kernel/personal-data.js';

interface Written {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const PAGE = `SELECT id, title, description FROM issue WHERE id > $1 ORDER BY id LIMIT 1000`;

/** What readers of masks search: kept for the few issues with a phone in their title or description. */
export class MaskedText1764100000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue ADD COLUMN masked_text text');
    let after = '';
    for (;;) {
      const page = (await runner.query(PAGE, [after])) as Written[];
      for (const { id, title, description } of page) {
        const text = `${title}\n${description}`;
        const masked = withoutPhones(text);
        if (masked !== text) await runner.query('UPDATE issue SET masked_text = $1 WHERE id = $2', [masked, id]);
      }
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue DROP COLUMN masked_text');
  }
}
