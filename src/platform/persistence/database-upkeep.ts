import type { DataSource } from 'typeorm';

/** What a database wants done after much has been written at once. */
export class DatabaseUpkeep {
  constructor(private readonly writer: DataSource) {}

  /** Lets the planner know how many rows there are, and puts all of SQLite's write-ahead log into the main file. */
  async settle(): Promise<void> {
    await this.writer.query('ANALYZE');
    if (this.writer.options.type === 'sqlite') await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
