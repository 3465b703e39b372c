import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { banner } from './banner.js';
import { loadDemoOnce, refuseDemoData, WrongData } from './demo.js';
import { SystemClock } from './kernel/clock.js';
import { UuidSource } from './kernel/ids.js';
import { SetupTokens } from './modules/accounts/index.js';
import { type Config, ConfigError } from './platform/config/config.js';
import { readEnvironment } from './platform/config/environment.js';
import { createHttpApp } from './platform/http/index.js';
import { Metrics } from './platform/observability/metrics.js';
import { makeLogger } from './platform/observability/logger.js';
import { mustBeFree } from './port.js';
import { OutboxDelivery } from './platform/outbox/index.js';
import { DatabaseUpkeep } from './platform/persistence/index.js';
import { Sweeps } from './platform/scheduling/index.js';
import { ReferenceSeeding } from './seeding/index.js';

/** Requests under way have this long to finish once the process is asked to stop. */
const GRACE_MS = 15_000;

const EXIT = { failed: 1, misconfigured: 2 } as const;

async function start(config: Config): Promise<void> {
  await mustBeFree(config.port, config.host);
  const logger = makeLogger(config.logLevel);
  if (config.demo) await loadDemoOnce(config, logger);
  const clock = new SystemClock();
  const app = await createHttpApp(
    AppModule.of({ config, logger, clock, ids: new UuidSource(clock) }),
    logger,
    config.edge,
  );
  stopOnSignals(app);
  await app.init();
  if (!config.demo) await refuseDemoData(app);
  await app.get(ReferenceSeeding).load();
  await app.get(DatabaseUpkeep).refreshStatistics();
  const setupToken = config.demo ? null : await app.get(SetupTokens, { strict: false }).atStart();
  app.get(Metrics).watchProcess();
  await app.listen(config.port, config.host);
  app.get(Sweeps, { strict: false }).start();
  app.get(OutboxDelivery, { strict: false }).start();
  const { port } = app.getHttpServer().address() as { port: number };
  console.log(banner(config, port, setupToken));
}

function stopOnSignals(app: NestFastifyApplication): void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  app.enableShutdownHooks([...signals], { useProcessExit: true });
  for (const signal of signals) {
    process.once(signal, () => setTimeout(() => process.exit(EXIT.failed), GRACE_MS).unref());
  }
}

function giveUp(error: unknown): never {
  if (error instanceof ConfigError || error instanceof WrongData) {
    console.error(error.message);
    process.exit(EXIT.misconfigured);
  }
  const { code, port, address } = error as { code?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE') {
    console.error(`Port ${port} on ${address} is in use by another program; choose another one with PORT=…`);
  } else {
    console.error('Zhuqi cannot start:', error);
  }
  process.exit(EXIT.failed);
}

try {
  await start(readEnvironment());
} catch (error) {
  giveUp(error);
}
