import sql from 'sql-template-tag';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Providers } from '../../seeds/demo/demo-people.js';
import { resultTable, violationCount } from '../../seeds/simulation/result-table.js';
import { simulateCity, type SimulationResult } from '../../seeds/simulation/simulated-city.js';
import type { Violation, Watch } from '../../seeds/simulation/watch.js';
import { AppModule } from '../../src/app.module.js';
import { DAY, SimulatedClock } from '../../src/kernel/clock.js';
import { UuidSource } from '../../src/kernel/ids.js';
import { startOfDay } from '../../src/kernel/local-date.js';
import { readConfig } from '../../src/platform/config/config.js';
import { makeLogger } from '../../src/platform/observability/logger.js';
import { UnitOfWork } from '../../src/platform/persistence/index.js';
import { ReferenceSeeding } from '../../src/seeding/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const SIZE = { days: 30, cadres: 40, enterprises: 60, issues: 80, seed: 1 };
/** Milliseconds at most, on a machine that is busy with other things. */
const A_MONTH_TAKES = 300_000;

let database: FreshDatabase;
let app: INestApplicationContext;
let providers: Providers;
let result: SimulationResult;
let watch: Watch;
const clock = new SimulatedClock(startOfDay('2024-01-01'));

beforeAll(async () => {
  database = await freshDatabase();
  const config = readConfig({ DATABASE_URL: database.url, ZHUQI_DATA_DIR: database.dataDir, ZHUQI_DEMO: 'false' });
  const root = AppModule.of({ config, logger: makeLogger('silent'), clock, ids: new UuidSource(clock) });
  app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  providers = { get: (token) => app.get(token, { strict: false }) };
  await providers.get(ReferenceSeeding).load();
  const played = await simulateCity(providers, clock, SIZE);
  ({ result } = played);
  ({ watch } = played.simulation);
}, A_MONTH_TAKES);
afterAll(async () => {
  await app.close();
  await database.drop();
});

const subjects = (violation: Violation): number => result.violations.get(violation)!.size;

it('no issue was ever without somebody responsible and a clock, and nothing was lost', () => {
  expect([...result.violations].filter(([, found]) => found.size > 0)).toEqual([]);
  expect(result.looks).toBeGreaterThan(SIZE.issues * SIZE.days);
});

it('what makes the life of an issue hard has happened, and most of what had time has ended', () => {
  const { figures, ever, outages, sweeps } = result;
  expect(figures.submitted).toBe(SIZE.issues);
  expect(figures.completed).toBeGreaterThan(SIZE.issues / 5);
  for (const name of ['refused', 'returned', 'extended', 'escalated', 'longTerm', 'supervised'] as const)
    expect([name, figures[name] > 0]).toEqual([name, true]);
  for (const name of ['reworked', 'lapsed', 'handedOver'] as const)
    expect([name, figures[name] > 0]).toEqual([name, true]);
  for (const name of ['handedDown', 'merged', 'instructed', 'opinions'] as const)
    expect([name, figures[name] > 0]).toEqual([name, true]);
  expect(Object.values(ever).every((count) => count > 0)).toBe(true);
  expect(outages).toBe(1);
  expect(sweeps.get('issue-windows')!.get('moved')).toBeGreaterThanOrEqual(figures.lapsed);
});

it('people are hardly ever refused by the product: what they do is what it is for', () => {
  const refusals = [...result.refused.values()].reduce((sum, count) => sum + count, 0);
  expect(refusals).toBeLessThan(result.steps / 20);
  expect([...result.refused.keys()]).not.toContain('supervise: issue.supervision-not-higher');
});

it('whoever is silent about an issue for long is known to be', () => {
  const { longestSilence } = result;
  expect(longestSilence!.ms).toBeGreaterThan(3 * DAY);
  expect(longestSilence!.warnedAfterMs).not.toBeNull();
});

it('the result can be read in both languages', () => {
  expect(resultTable(result, 'zh-CN')).toContain('违规合计');
  expect(resultTable(result, 'en')).toMatch(/^All violations +0$/m);
});

describe('what is broken by hand is counted', () => {
  const spoil = (statement: ReturnType<typeof sql>): Promise<number> =>
    providers.get(UnitOfWork).run((tx) => tx.run(statement));
  const inHand = (): string => watch.issues.find(({ status }) => status === 'in_progress')!.id;

  it('a clock that nobody started, also when it is reckoned anew', async () => {
    const id = inHand();
    await spoil(sql`UPDATE issue SET progress_due_at = NULL, due_at = NULL WHERE id = ${id}`);
    await watch.lookClosely();
    expect([...result.violations.get('no-armed-clock')!]).toEqual([id]);
    expect(result.violations.get('colour-or-clock-differs')).toContain(`${id} dueAt`);
    await spoil(sql`UPDATE issue SET orange_at = 1, progress_due_at = 1, due_at = 1 WHERE id = ${id}`);
    await watch.lookClosely();
    expect(subjects('no-armed-clock')).toBe(1);
    expect(result.violations.get('colour-or-clock-differs')).toContain(`${id} orangeAt`);
  });

  it('a lead who is gone, and an office without a coordinator', async () => {
    const led = watch.issues.find(({ assigneeId }) => assigneeId !== null)!;
    await spoil(sql`UPDATE cadre SET on_duty = FALSE WHERE id = ${led.assigneeId}`);
    await watch.look();
    expect(result.violations.get('nobody-responsible')).toContain(led.id);
    const before = subjects('nobody-responsible');
    await spoil(sql`UPDATE issue SET assignee_id = NULL`);
    await spoil(sql`UPDATE app_user SET active = FALSE WHERE role = 'coordinator'`);
    await watch.lookClosely();
    expect(subjects('nobody-responsible')).toBeGreaterThan(before);
  });

  it('a timeline that ends elsewhere, a step that nothing tells of, and a trail whose end was changed', async () => {
    const { id } = watch.issues[0]!;
    await spoil(sql`UPDATE issue SET status = 'merged' WHERE id = ${id}`);
    await spoil(sql`UPDATE audit_head SET hash = ${'0'.repeat(64)}`);
    const silent = watch.issues.find(({ status }) => status === 'in_progress')!;
    await spoil(sql`DELETE FROM noticed_colour WHERE issue_id = ${silent.id}`);
    clock.moveTo(clock.now() + 40 * DAY);
    await watch.lookAtTheEnd(new Map([[id, 1_000]]));
    expect(result.violations.get('silence-unnoticed')).toContain(silent.number);
    expect([...result.violations.get('timeline-broken')!]).toEqual([id]);
    expect(result.violations.get('step-lost-or-doubled')).toContain(id);
    expect(subjects('audit-chain-broken')).toBe(1);
    expect(violationCount(result)).toBeGreaterThan(5);
  });
});
