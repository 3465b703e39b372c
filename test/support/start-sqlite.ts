import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Once in a run: the folder of all database files; workers inherit the environment. */
export default function startSqlite(): void {
  process.env.ZHUQI_TEST_FOLDER = mkdtempSync(join(tmpdir(), 'zhuqi-sqlite-'));
}
