import sql from 'sql-template-tag';
import type { TestApp } from './test-app.js';

const MOST_LOOKS = 20_000;

/** Until somebody waits for a lock of somebody else; bounded by looks and not by time. */
export async function untilSomebodyWaits(t: TestApp, isOver: () => boolean): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && !isOver(); look++) {
    const waiting = await t.reader.all(
      sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
}
