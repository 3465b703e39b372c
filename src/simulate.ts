import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { NestFactory } from '@nestjs/core';
import type { Providers } from '../seeds/demo/demo-people.js';
import { demoState, markDemo } from '../seeds/demo/demo-mark.store.js';
import { Random } from '../seeds/demo/random.js';
import { MOST } from '../seeds/simulation/city-plan.js';
import { resultTable, violationCount } from '../seeds/simulation/result-table.js';
import { simulateCity, type SimulationSize } from '../seeds/simulation/simulated-city.js';
import { AppModule } from './app.module.js';
import { SECOND, SimulatedClock } from './kernel/clock.js';
import { UuidSource } from './kernel/ids.js';
import type { Language } from './kernel/language.js';
import { startOfDay } from './kernel/local-date.js';
import type { Config } from './platform/config/config.js';
import { simulationSettings } from './platform/config/environment.js';
import { makeLogger } from './platform/observability/logger.js';
import { UnitOfWork } from './platform/persistence/index.js';
import { ReferenceSeeding } from './seeding/index.js';

const FROM = '2024-01-01';

/** The least and most of each, and what is taken when nothing is said. */
export const SIMULATION_SIZES: Readonly<Record<keyof SimulationSize, readonly [number, number, number]>> = {
  days: [1, 1_000, 365],
  cadres: [15, MOST.cadres, MOST.cadres],
  enterprises: [15, MOST.enterprises, MOST.enterprises],
  issues: [1, 100_000, 626],
  seed: [0, 2 ** 31, 1],
};

/** Something was so in the simulated city that must never be so, or there was no room for one. */
export class SimulationFailed extends Error {}

/**
 * Plays some time of a city through the services of the product and prints what came of it. Without a database of the
 * environment it takes one in a folder that is removed afterwards.
 * @throws SimulationFailed
 */
export async function simulate(size: SimulationSize, language: Language): Promise<string> {
  const folder = temporaryFolder();
  const began = performance.now();
  const result = await play(simulationSettings(folder), size);
  const seconds = ((performance.now() - began) / SECOND).toFixed(1);
  const table = `${resultTable(result, language)}${language === 'en' ? 'Wall-clock time' : '实际用时'}  ${seconds} s`;
  if (violationCount(result) > 0) throw new SimulationFailed(table);
  return table;
}

/** Goes with this process, also when somebody stops it. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhuqi-simulation-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

async function play(config: Config, size: SimulationSize) {
  const clock = new SimulatedClock(startOfDay(FROM));
  const random = new Random(size.seed).fork('ids');
  const ids = new UuidSource(clock, () => Uint8Array.from({ length: 16 }, () => random.int(0, 255)));
  const root = AppModule.of({ config, logger: makeLogger('silent'), clock, ids });
  const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  const providers: Providers = { get: (token) => app.get(token, { strict: false }) };
  try {
    const unitOfWork = providers.get(UnitOfWork);
    if ((await unitOfWork.run((tx) => demoState(tx))) !== 'empty')
      throw new SimulationFailed('A simulation needs an empty database.');
    await providers.get(ReferenceSeeding).load();
    // Its accounts have the password of the demo: no server outside demo mode may serve it.
    await unitOfWork.run((tx) => markDemo(tx, 'begun'));
    const { result } = await simulateCity(providers, clock, size);
    await unitOfWork.run((tx) => markDemo(tx, 'complete'));
    return result;
  } finally {
    await app.close();
  }
}
