// Writes the OpenAPI document of the built program to dist/openapi.json, for the linter and for client generators.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../dist/src/app.module.js';
import { SystemClock } from '../dist/src/kernel/clock.js';
import { UuidSource } from '../dist/src/kernel/ids.js';
import { readConfig } from '../dist/src/platform/config/config.js';
import { createHttpApp, openApiDocument } from '../dist/src/platform/http/index.js';
import { makeLogger } from '../dist/src/platform/observability/logger.js';

const folder = mkdtempSync(join(tmpdir(), 'zhuqi-openapi-'));
try {
  const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'zhuqi.sqlite')}`, ZHUQI_DEMO: 'false' });
  const clock = new SystemClock();
  const logger = makeLogger('error');
  const app = await createHttpApp(
    AppModule.of({ config, logger, clock, ids: new UuidSource(clock) }),
    logger,
    config.edge,
  );
  await app.init();
  const file = new URL('../dist/openapi.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
  await app.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
