import { existsSync, renameSync, rmSync } from 'node:fs';
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

/** Sweeps come from the demo itself, at the instants of its own clock. */
const NO_SWEEPS = 3_600;

export class DemoInterrupted extends Error {
  constructor() {
    super('Loading the demo data was interrupted. Empty the database and start again, or start with ZHUQI_DEMO=false.');
  }
}

/**
 * Fills an empty database with a year of Zhoukou, once. On SQLite it is made in a file beside the real one and moved
 * into place when it is complete, so that an interrupted start leaves nothing behind.
 * @returns whether anything was loaded
 */
export async function loadDemoOnce(config: Config, logger: Logger): Promise<boolean> {
  const { database } = config;
  if (database.kind === 'postgres') return fill(config, logger);
  if (existsSync(database.file)) return false;
  const file = `${database.file}.loading`;
  discard(file);
  await fill({ ...config, database: { kind: 'sqlite', file } }, logger);
  renameSync(file, database.file);
  discard(file);
  return true;
}

async function fill(config: Config, logger: Logger): Promise<boolean> {
  const clock = new SimulatedClock(BEGINS_AT);
  const random = new Random(BEGINS_AT).fork('ids');
  const ids = new UuidSource(clock, () => Uint8Array.from({ length: 16 }, () => random.int(0, 255)));
  const surroundings = { config: { ...config, sweepSeconds: NO_SWEEPS }, logger, clock, ids };
  const app = await NestFactory.createApplicationContext(AppModule.of(surroundings), {
    logger: false,
    abortOnError: false,
  });
  const providers: Providers = { get: (token) => app.get(token, { strict: false }) };
  try {
    const unitOfWork = providers.get(UnitOfWork);
    const state = await unitOfWork.run((tx) => demoState(tx));
    if (state === 'begun') throw new DemoInterrupted();
    if (state !== 'empty') return false;
    await providers.get(ReferenceSeeding).load();
    await unitOfWork.run((tx) => markDemo(tx, 'begun'));
    const calendar = await providers.get(Calendars).current();
    const plan = demoPlan(calendar.workingDatesBetween(YEAR.from, YEAR.toExclusive));
    const people = await enterPeople(providers, plan);
    await new DemoRunner(providers, clock, people, plan).play();
    await unitOfWork.run((tx) => markDemo(tx, 'complete'));
    await providers.get(DatabaseUpkeep).settle();
    return true;
  } finally {
    await app.close();
  }
}

function discard(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
