import type { SimulatedClock } from '../../src/kernel/clock.js';
import { localDateOf } from '../../src/kernel/local-date.js';
import { Calendars } from '../../src/modules/deadlines/index.js';
import { Reader } from '../../src/platform/persistence/index.js';
import type { Providers } from '../demo/demo-people.js';
import { Random } from '../demo/random.js';
import { City } from './city.js';
import { planCity } from './city-plan.js';
import { type Figures, figures } from './figures.read-model.js';
import { type Silence, silences } from './silences.read-model.js';
import { Simulation } from './simulation.js';
import { planSubmissions } from './submissions.js';
import type { Violation } from './watch.js';

export interface SimulationSize {
  readonly days: number;
  readonly cadres: number;
  readonly enterprises: number;
  readonly issues: number;
  readonly seed: number;
}

/** What came of it; the same for the same size on every machine. */
export interface SimulationResult {
  readonly size: SimulationSize;
  readonly figures: Figures;
  readonly ever: Readonly<Record<'late' | 'yellow' | 'orange' | 'red', number>>;
  readonly longestSilence: Silence | null;
  readonly steps: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly outages: number;
  readonly rounds: number;
  readonly sweeps: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly delivered: ReadonlyMap<string, number>;
  readonly looks: number;
  readonly violations: ReadonlyMap<Violation, ReadonlySet<string>>;
}

/** Plays the city from the clock's present on, in an application whose database holds the reference data only. */
export async function simulateCity(
  app: Providers,
  clock: SimulatedClock,
  size: SimulationSize,
): Promise<{ readonly result: SimulationResult; readonly simulation: Simulation }> {
  const random = new Random(size.seed);
  const begins = clock.now();
  const period = { from: localDateOf(begins), days: size.days };
  const plan = planCity({ ...size, ...period }, random.fork('city'));
  const calendar = await app.get(Calendars).current();
  const drafts = planSubmissions(size.issues, { plan, period, calendar }, random.fork('submissions'));
  const city = await City.enter(app, plan, random.fork('temperaments'));
  const setting = { city, calendar, begins, days: size.days, drafts };
  const simulation = new Simulation(app, clock, setting, random.fork('play'));
  await simulation.run();
  const { watch, deeds, sweeping, outages } = simulation;
  const reader = app.get(Reader);
  const { late, yellow, orange, red } = watch.ever;
  const result = {
    size,
    figures: await figures(reader),
    ever: { late: late.size, yellow: yellow.size, orange: orange.size, red: red.size },
    longestSilence: (await silences(reader, clock.now()))[0] ?? null,
    steps: [...deeds.acknowledged.values()].reduce((sum, steps) => sum + steps, 0),
    refused: deeds.refused,
    outages: outages.length,
    ...{ rounds: sweeping.rounds, sweeps: sweeping.did, delivered: sweeping.delivered },
    ...{ looks: watch.looks, violations: watch.violations },
  };
  return { result, simulation };
}
