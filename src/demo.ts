import { existsSync, renameSync, rmSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { enterPeople, type Providers } from '../seeds/demo/demo-people.js';
import { demoPlan } from '../seeds/demo/demo-plan.js';
import { demoState, markDemo } from '../seeds/demo/demo-mark.store.js';
import { DemoRunner } from '../seeds/demo/demo-runner.js';
import { Random } from '../seeds/demo/random.js';
import { AppModule } from './app.module.js';
import { SimulatedClock } from './kernel/clock.js';
import { UuidSource } from './kernel/ids.js';
import { Calendars } from './modules/deadlines/index.js';
import type { Config } from './platform/config/config.js';
import { DatabaseUpkeep, UnitOfWork } from './platform/persistence/index.js';
import { ReferenceSeeding } from './seeding/index.js';

const BEGINS_AT = Date.parse('2024-01-01T00:00:00Z');
const YEAR = { from: '2024-01-01', toExclusive: '2025-01-01' };

/** The database holds something that this way of starting must not serve. */
export class WrongData extends Error {}

const INTERRUPTED = 'Loading the demo data was interrupted. Empty the database and start again.';
const DEMO_IN_EARNEST =
  'This database holds the demo, whose accounts have a published password. ' +
  'Start with another ZHUQI_DATA_DIR or DATABASE_URL, or with ZHUQI_DEMO=true.';

/** @throws WrongData when the accounts of the demo would be open outside demo mode */
export async function refuseDemoData(app: INestApplicationContext): Promise<void> {
  const state = await app.get(UnitOfWork).run((tx) => demoState(tx));
  if (state === 'begun' || state === 'complete') throw new WrongData(DEMO_IN_EARNEST);
}

/**
 * Fills an empty database with a year of Zhoukou, once. On SQLite it is made in a file beside the real one and moved
 * into place when it is complete, so that an interrupted start leaves nothing behind.
 */
export async function loadDemoOnce(config: Config, logger: Logger): Promise<void> {
  const { database } = config;
  if (database.kind === 'postgres') return fill(config, logger);
  if (existsSync(database.file)) return;
  const file = `${database.file}.loading`;
  discard(file);
  await fill({ ...config, database: { kind: 'sqlite', file } }, logger);
  renameSync(file, database.file);
  discard(file);
}

async function fill(config: Config, logger: Logger): Promise<void> {
  const clock = new SimulatedClock(BEGINS_AT);
  const random = new Random(BEGINS_AT).fork('ids');
  const ids = new UuidSource(clock, () => Uint8Array.from({ length: 16 }, () => random.int(0, 255)));
  const surroundings = { config, logger, clock, ids };
  const app = await NestFactory.createApplicationContext(AppModule.of(surroundings), {
    logger: false,
    abortOnError: false,
  });
  const providers: Providers = { get: (token) => app.get(token, { strict: false }) };
  try {
    const unitOfWork = providers.get(UnitOfWork);
    const state = await unitOfWork.run((tx) => demoState(tx));
    if (state === 'begun') throw new WrongData(INTERRUPTED);
    if (state !== 'empty') return;
    process.stdout.write('Loading the demo: a year of Zhoukou; this takes about half a minute …\n');
    await providers.get(ReferenceSeeding).load();
    await unitOfWork.run((tx) => markDemo(tx, 'begun'));
    const calendar = await providers.get(Calendars).current();
    const plan = demoPlan(calendar.workingDatesBetween(YEAR.from, YEAR.toExclusive));
    const people = await enterPeople(providers, plan);
    await new DemoRunner(providers, clock, people, plan).play();
    await unitOfWork.run((tx) => markDemo(tx, 'complete'));
    await providers.get(DatabaseUpkeep).settle();
  } finally {
    await app.close();
  }
}

function discard(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
