import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { id, integer, key, primary, table, text } from '../platform/persistence/columns.js';

const CELLS = table('figure_cell', {
  axis: primary(key(20), 'figure_cell'),
  span: primary(key(10), 'figure_cell'),
  value: primary(key(), 'figure_cell'),
  region_code: primary(key(20), 'figure_cell'),
  facts: primary(integer, 'figure_cell'),
  numbers: text,
  handling: text,
});

const UNFOLDED = table('unfolded_issue', { issue_id: primary(id, 'unfolded_issue'), folded_sequence: integer });

// Writing the row also where nothing changes keeps whoever folds the issue waiting, or the other way round.
const ENTER = `INSERT INTO unfolded_issue (issue_id, folded_sequence) VALUES (NEW.issue_id, NEW.sequence - 1)
  ON CONFLICT (issue_id) DO UPDATE SET folded_sequence = CASE
    WHEN excluded.folded_sequence < unfolded_issue.folded_sequence THEN excluded.folded_sequence
    ELSE unfolded_issue.folded_sequence END`;

const SQLITE = [`CREATE TRIGGER issue_event_unfolded AFTER INSERT ON issue_event BEGIN ${ENTER}; END`];
const POSTGRES = [
  `CREATE FUNCTION issue_event_is_unfolded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${ENTER}; RETURN NULL; END $$`,
  `CREATE TRIGGER issue_event_unfolded AFTER INSERT ON issue_event FOR EACH ROW EXECUTE FUNCTION issue_event_is_unfolded()`,
];

/** Open, with a finish clock that runs and was not met in time: the condition of the overdue rate, by its bits. */
const OVERDUE = new TableIndex({
  name: 'ix_issue_overdue',
  columnNames: ['due_at', 'submitted_at'],
  where: '(facts & 16779280) = 16',
});

/** Issues that are due in a part of a month are counted one by one. */
const BY_FIRST_DUE_DATE = new TableIndex({ name: 'ix_issue_original_due_at', columnNames: ['original_due_at'] });

/** All issues that there are wait to be folded. */
export class FigureCells1764100000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(CELLS);
    await runner.createTable(UNFOLDED);
    await runner.query('INSERT INTO unfolded_issue (issue_id, folded_sequence) SELECT id, 0 FROM issue');
    const isPostgres = runner.connection.options.type === 'postgres';
    for (const statement of isPostgres ? POSTGRES : SQLITE) await runner.query(statement);
    await runner.createIndex('issue', OVERDUE);
    await runner.createIndex('issue', BY_FIRST_DUE_DATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('issue', BY_FIRST_DUE_DATE);
    await runner.dropIndex('issue', OVERDUE);
    const isPostgres = runner.connection.options.type === 'postgres';
    await runner.query(`DROP TRIGGER issue_event_unfolded${isPostgres ? ' ON issue_event' : ''}`);
    if (isPostgres) await runner.query('DROP FUNCTION issue_event_is_unfolded()');
    await runner.dropTable(UNFOLDED);
    await runner.dropTable(CELLS);
  }
}
