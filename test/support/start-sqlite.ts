import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Once in a run: the folder of all database files; workers inherit the environment. It goes with this process. */
export default function startSqlite(): void {
  const folder = mkdtempSync(join(tmpdir(), 'zhuqi-sqlite-'));
  process.env.ZHUQI_TEST_FOLDER = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
