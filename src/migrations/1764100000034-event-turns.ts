import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const ENDED = `('closed', 'refused', 'withdrawn', 'merged')`;

/** The events that open an issue or end it, two of a dozen in an ordinary life: a flow looks at nothing else. */
const TURNS = new TableIndex({
  name: 'ix_issue_event_turns',
  columnNames: ['at', 'issue_id'],
  where: `from_status IS NULL OR from_status IN ${ENDED} OR to_status IN ${ENDED}`,
});

export class EventTurns1764100000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('issue_event', TURNS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('issue_event', TURNS);
  }
}
