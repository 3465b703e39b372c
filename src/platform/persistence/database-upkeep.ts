import type { DataSource } from 'typeorm';

/** What a database wants done after much has been written at once. */
export class DatabaseUpkeep {
  constructor(private readonly writer: DataSource) {}

  /** At start: the planner learns how the tables have grown since; SQLite looks only at those where it matters. */
  async refreshStatistics(): Promise<void> {
    if (this.writer.options.type === 'sqlite') await this.writer.query('PRAGMA optimize = 0x10002');
  }

  /** Lets the planner know how many rows there are, and puts all of SQLite's write-ahead log into the main file. */
  async settle(): Promise<void> {
    await this.writer.query('ANALYZE');
    if (this.writer.options.type === 'sqlite') await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
