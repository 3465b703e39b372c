import { rmSync } from 'node:fs';

export default function stopSqlite(): void {
  rmSync(process.env.ZHUQI_TEST_FOLDER!, { recursive: true, force: true });
}
