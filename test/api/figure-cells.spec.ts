import sql from 'sql-template-tag';
import { DAY } from '../../src/kernel/clock.js';
import { FigureFolding } from '../../src/modules/figure-cells/index.js';
import { Stories } from '../support/issue-stories.js';
import type { SignedIn } from '../support/people.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { Dice, insertHistories, randomHistory } from '../support/report-histories.js';
import { ask, openReportOffice, type ReportOffice } from '../support/report-office.js';

const GROUPINGS = [
  ...['region', 'department', 'cadre', 'category', 'subcategory', 'chain', 'enterprise_size', 'level', 'channel'],
  ...['campaign', 'month', 'week', 'day'],
];
const PERIODS = [
  { from: '2024-01-01', to: '2025-01-01' },
  { from: '2024-02-10', to: '2025-01-08' },
  { from: '2024-12-01', to: '2025-02-01' },
  { from: '2024-03-04', to: '2024-03-11' },
];

let office: ReportOffice;
let folding: FigureFolding;
beforeAll(async () => {
  office = await openReportOffice(4711, { count: 260 });
  folding = office.t.get(FigureFolding);
});
afterAll(() => office.t.close());

/** Another office, with lives that are lived. */
let t: TestApp;
beforeAll(async () => {
  t = await startApp({ now: '2024-11-20T01:00:00Z' });
});
afterAll(() => t.close());

/** An answer without the addresses of its lists, which repeat the filters. */
const withoutLinks = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name.endsWith('Url') ? undefined : value)));

/** A filter that leaves nothing out has the issues counted one by one. */
async function bothWays(as: SignedIn, query: Readonly<Record<string, string>>): Promise<[unknown, unknown]> {
  const fromCells = await ask(as, 'completion', query);
  const oneByOne = await ask(as, 'completion', { ...query, submittedFrom: '2000-01-01' });
  return [withoutLinks(fromCells), withoutLinks(oneByOne)];
}

/** Every grouping of every period, for one reader after the other. */
async function expectSame(): Promise<void> {
  const readers = [
    office.province(),
    office.t.as.manager({ regionCode: '411600' }),
    office.t.as.auditor({ regionCode: '411602' }),
    office.t.as.coordinator({ regionCode: '411600' }),
  ];
  let turn = 0;
  for (const groupBy of GROUPINGS)
    for (const period of PERIODS) {
      const places: Readonly<Record<string, string>> = turn % 5 === 0 ? { regionCode: '411602' } : {};
      const [fromCells, oneByOne] = await bothWays(readers[turn++ % readers.length]!, {
        ...period,
        ...places,
        groupBy,
      });
      expect([groupBy, period, fromCells]).toEqual([groupBy, period, oneByOne]);
    }
}

const cells = () =>
  office.t.reader.all<Record<string, unknown>>(
    sql`SELECT * FROM figure_cell ORDER BY axis, span, value, region_code, facts`,
  );
const unfolded = () => office.t.reader.all(sql`SELECT issue_id FROM unfolded_issue`);

it('what is not folded yet is counted all the same', async () => {
  expect((await unfolded()).length).toBeGreaterThan(200);
  await expectSame();
});

it('so it is after folding, and when more has happened since', async () => {
  expect(await folding.fold()).toBeGreaterThan(200);
  expect(await unfolded()).toEqual([]);
  await expectSame();
  const dice = new Dice(4712);
  const more = Array.from({ length: 40 }, (_, number) =>
    randomHistory(dice, office.places, 10_000 + number, office.t.clock.now()),
  );
  await insertHistories(office.t, more);
  expect((await unfolded()).length).toBeGreaterThan(20);
  await expectSame();
  await folding.fold();
  await expectSame();
});

it('what was folded bit by bit is what a rebuild makes of everything', async () => {
  const before = await cells();
  expect(before.length).toBeGreaterThan(500);
  await folding.rebuild();
  expect(await cells()).toEqual(before);
});

it('the figures do come from the cells', async () => {
  const query = { ...PERIODS[0]!, groupBy: 'region' };
  const [before] = await bothWays(office.province(), query);
  await office.t.uow.run((tx) => tx.run(sql`DELETE FROM figure_cell WHERE span = '2024'`));
  const [after] = await bothWays(office.province(), query);
  expect(after).not.toEqual(before);
  await folding.rebuild();
  expect((await bothWays(office.province(), query))[0]).toEqual(before);
});

it('so it is when issues that are folded go on', async () => {
  const lives = t.get(FigureFolding);
  const stories = await Stories.of(t);
  const { cast } = stories;
  const [open, closed, given, refused] = [
    await stories.inProgress(),
    await stories.verified(),
    await cast.mill.submits(),
    await cast.mill.submits(),
  ];
  await lives.fold();
  t.clock.advance(16 * DAY);
  const inNovember = { from: '2024-01-01', to: '2025-01-01' };
  const expectSameNow = async (): Promise<void> => {
    for (const groupBy of ['region', 'cadre', 'month']) {
      const [fromCells, oneByOne] = await bothWays(cast.province.as, { ...inNovember, groupBy });
      expect(fromCells).toEqual(oneByOne);
    }
  };
  await expectSameNow();
  await cast.mill.does('rate', closed);
  await cast.county.does('refuse', refused);
  await stories.leadOf(open).does('claim-done', open);
  await expectSameNow();
  await lives.fold();
  await expectSameNow();
  await stories.leadOf(given).does('sign', given);
  await stories.leadOf(given).does('start', given);
  await expectSameNow();
  await lives.fold();
  await expectSameNow();
});
