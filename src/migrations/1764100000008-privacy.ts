import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, instant, integer, key, nullable, primary, table } from '../platform/persistence/columns.js';
import { POSTGRES, SQLITE } from '../platform/persistence/dialect.js';

const RULES = table('retention_rule', {
  kind: primary(key(40), 'retention_rule'),
  keep_days: integer,
  active: flag,
  last_run_at: nullable(instant),
  version: integer,
});

/** Kind and days after the end. */
const DEFAULTS = [
  ['sign-ins', 30],
  ['api-tokens', 366],
  ['issue-contacts', 1_098],
] as const;

const ERASED = '已注销 (erased)';

/** Everything of an event but the name of whoever acted, which is replaced when a person is erased. */
const FIXED = [
  ...['id', 'issue_id', 'sequence', 'action', 'actor_id', 'actor_role', 'at', 'from_status', 'to_status'],
  ...['visible_to_enterprise', 'details', 'request_id', 'assignee_id', 'department_id', 'category_code', 'level'],
  ...['due_at', 'original_due_at', 'facts', 'handling_tenths'],
].join(', ');

const ON_SQLITE = [
  'DROP TRIGGER issue_event_no_update',
  `CREATE TRIGGER issue_event_no_update BEFORE UPDATE OF ${FIXED} ON issue_event ` +
    `BEGIN SELECT RAISE(ABORT, 'issue_event is append-only'); END`,
  `CREATE TRIGGER issue_event_only_erased BEFORE UPDATE OF actor_name ON issue_event WHEN NEW.actor_name <> '${ERASED}' ` +
    `BEGIN SELECT RAISE(ABORT, 'issue_event is append-only'); END`,
];

const ON_POSTGRES = [
  'DROP TRIGGER issue_event_append_only ON issue_event',
  `CREATE TRIGGER issue_event_append_only BEFORE DELETE OR UPDATE OF ${FIXED} ON issue_event ` +
    `FOR EACH ROW EXECUTE FUNCTION issue_event_is_append_only()`,
  `CREATE TRIGGER issue_event_only_erased BEFORE UPDATE OF actor_name ON issue_event ` +
    `FOR EACH ROW WHEN (NEW.actor_name <> '${ERASED}') EXECUTE FUNCTION issue_event_is_append_only()`,
  'CREATE TRIGGER issue_event_no_truncate BEFORE TRUNCATE ON issue_event ' +
    'FOR EACH STATEMENT EXECUTE FUNCTION issue_event_is_append_only()',
];

export class Privacy1764100000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(RULES);
    for (const [kind, days] of DEFAULTS) {
      await runner.query(
        `INSERT INTO retention_rule (kind, keep_days, active, last_run_at, version) VALUES ('${kind}', ${days}, TRUE, NULL, 1)`,
      );
    }
    for (const statement of isPostgres(runner) ? ON_POSTGRES : ON_SQLITE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(RULES);
    if (isPostgres(runner)) {
      for (const trigger of ['append_only', 'only_erased', 'no_truncate']) {
        await runner.query(`DROP TRIGGER issue_event_${trigger} ON issue_event`);
      }
      await runner.query('DROP FUNCTION issue_event_is_append_only()');
    } else {
      for (const trigger of ['no_update', 'no_delete', 'only_erased']) {
        await runner.query(`DROP TRIGGER issue_event_${trigger}`);
      }
    }
    const { appendOnly } = isPostgres(runner) ? POSTGRES : SQLITE;
    for (const statement of appendOnly('issue_event')) await runner.query(statement);
  }
}

function isPostgres(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'postgres';
}
