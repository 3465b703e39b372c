import sql from 'sql-template-tag';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { delivered, heardOf, inboxOf } from '../support/mailbox.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeEach(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
  for (const { as } of Object.values(cast)) await as.get('/api/v1/me').expect(200);
});
afterEach(() => t.close());

async function sweep(): Promise<number> {
  const outcome = await t.get(Sweeps).runNow('colours');
  await delivered(t);
  return outcome!.told!;
}

const COLOURS = ['yellow', 'orange', 'red'];

async function colours(issue: Told): Promise<Record<string, string[]>> {
  const told = await Promise.all(
    Object.entries(cast).map(async ([name, { as }]) => {
      const kinds = await heardOf(as, issue);
      return [name, kinds.filter((kind) => COLOURS.includes(kind)).reverse()] as const;
    }),
  );
  return Object.fromEntries(told.filter(([, kinds]) => kinds.length > 0));
}

async function begins(issue: Told, colour: string): Promise<number> {
  const [row] = await t.reader.all<Record<string, number>>(
    sql`SELECT yellow_at AS yellow, orange_at AS orange, red_at AS red FROM issue WHERE id = ${issue.id}`,
  );
  return row![colour]!;
}

it('yellow tells the handler, orange also the coordinator, red also the managers; each once', async () => {
  const issue = await stories.inProgress();
  const yellowAt = t.clock.now() + HOUR;
  const instants = [yellowAt, yellowAt + DAY, yellowAt + 4 * DAY];
  await t.uow.run((tx) =>
    tx.run(
      sql`UPDATE issue SET yellow_at = ${instants[0]}, orange_at = ${instants[1]}, red_at = ${instants[2]} WHERE id = ${issue.id}`,
    ),
  );
  expect(await sweep()).toBe(0);
  t.clock.moveTo(instants[0]! - 1);
  expect(await sweep()).toBe(0);
  t.clock.moveTo(instants[0]!);
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  expect(await colours(issue)).toEqual({ wang: ['yellow'] });
  t.clock.moveTo(instants[1]!);
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  expect(await colours(issue)).toEqual({
    wang: ['yellow', 'orange'],
    wangInOffice: ['orange'],
    county: ['orange'],
    deputy: ['orange'],
  });
  t.clock.moveTo(instants[2]!);
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  expect(await colours(issue)).toEqual({
    wang: ['yellow', 'orange', 'red'],
    wangInOffice: ['orange', 'red'],
    county: ['orange', 'red'],
    deputy: ['orange', 'red'],
    manager: ['red'],
    cityManager: ['red'],
  });
});

it('after a long downtime only the present colour is told, and of several issues the earliest first', async () => {
  const first = await stories.inProgress();
  t.clock.advance(HOUR);
  const second = await stories.inProgress();
  t.clock.moveTo(Math.max(await begins(first, 'red'), await begins(second, 'red')) + DAY);
  expect(await sweep()).toBe(2);
  expect((await colours(first)).wang).toEqual(['red']);
  expect((await colours(second)).wang).toEqual(['red']);
  const reds = (await inboxOf(cast.manager.as)).items.filter(({ kind }) => kind === 'red');
  expect(reds.map(({ issue }) => issue!.id)).toEqual([second.id, first.id]);
});

it('a colour that begins anew, after more time was given, is told anew', async () => {
  const issue = await stories.inProgress();
  t.clock.moveTo(await begins(issue, 'orange'));
  await sweep();
  await cast.wang.does('progress', issue);
  t.clock.moveTo(await begins(issue, 'orange'));
  await sweep();
  expect((await colours(issue)).wang).toEqual(['orange', 'orange']);
});

it('two processes that sweep at once tell it once', async () => {
  const issue = await stories.inProgress();
  t.clock.moveTo(await begins(issue, 'red'));
  const outcomes = await Promise.all([t.get(Sweeps).runNow('colours'), t.get(Sweeps).runNow('colours')]);
  expect(outcomes.filter((outcome) => outcome !== null)).toEqual([{ told: 1 }]);
  await delivered(t);
  await delivered(t);
  expect((await colours(issue)).manager).toEqual(['red']);
});

it('an issue without a lead turns to the coordinators at once', async () => {
  const issue = await stories.unrouted();
  t.clock.moveTo(await begins(issue, 'orange'));
  await sweep();
  expect(await colours(issue)).toEqual({ wangInOffice: ['orange'], county: ['orange'], deputy: ['orange'] });
});
