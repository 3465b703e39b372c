import { DAY, iso } from '../../src/kernel/clock.js';
import type { IssueState } from '../../src/modules/issues/index.js';
import { figuresCounting } from '../../src/modules/reports/restated-figures.js';
import type { SignedIn } from '../support/people.js';
import { type Asked, localDate, midnight, type Sets, setsOf, standing } from '../support/plain-figures.js';
import { Dice, type History } from '../support/report-histories.js';
import { allPages } from '../support/sample-bodies.js';
import { openReportOffice } from '../support/report-office.js';
import type { TestApp } from '../support/test-app.js';

const NOW = '2025-01-10T04:00:00.000Z';
const RESTATEMENTS = '/api/v1/reports/restatements';

interface Restatement {
  readonly issue: { readonly id: string; readonly number: string };
  readonly entered: readonly string[];
  readonly left: readonly string[];
  readonly causes: readonly { readonly sequence: number; readonly at: string }[];
  readonly timePassed: boolean;
}

interface View {
  readonly figures: readonly Readonly<Record<'then' | 'now' | 'entered' | 'left', number> & { figure: string }>[];
  readonly restated: number;
  readonly items: readonly Restatement[];
  readonly nextCursor: string | null;
}

let t: TestApp;
let histories: History[];

beforeAll(async () => {
  ({ t, histories } = await openReportOffice(20_241_231, { count: 320, now: NOW }));
});
afterAll(() => t.close());

const province = (): SignedIn => t.as.coordinator({ regionCode: '410000' });
const pathOf = (query: Readonly<Record<string, string>>): string =>
  `${RESTATEMENTS}?${new URLSearchParams(query).toString()}`;

async function look(query: Readonly<Record<string, string>>): Promise<View> {
  const { body } = await province().get(pathOf(query)).expect(200);
  return body as View;
}

const isSuch: Readonly<Record<string, (issue: IssueState) => boolean>> = {
  '': () => true,
  'level=county': ({ level }) => level === 'county',
  'departmentId=none': ({ departmentId }) => departmentId === null,
  'status=closed': ({ status }) => status === 'closed',
  'chainCode=none': ({ chainCode }) => chainCode === null,
};

/** The issues behind every number then and now, counted without the product. */
function plainly(asked: Asked, filter: string): readonly [then: Sets, now: Sets] {
  const at = (asOf: number): Sets => setsOf(standing(histories, asOf).filter(isSuch[filter]!), { ...asked, asOf });
  return [at(asked.asOf), at(t.clock.now())];
}

const idsOf = (sets: Sets, figure: string): string[] => sets[figure]!.map(({ id }) => id);

describe('the restatements of a report', () => {
  it('are every issue that a figure counts otherwise now, and no other: now − then = entered − left', async () => {
    const dice = new Dice(3);
    let restated = 0;
    for (const filter of [...Object.keys(isSuch), ...Object.keys(isSuch)]) {
      const first = midnight('2023-11-01') + dice.whole(0, 380) * DAY;
      const [from, to] = [localDate(first), localDate(first + dice.whole(20, 420) * DAY)];
      const asOf = t.clock.now() - dice.whole(1, 200 * 24 * 60) * 60_000;
      const query = { from, to, asOf: iso(asOf), ...Object.fromEntries(new URLSearchParams(filter)) };
      const view = await look(query);
      const items = await allPages<Restatement>(province(), pathOf(query), dice.pick([7, 60, 200]));
      const [then, now] = plainly({ from, to, asOf }, filter);

      const wanted = Object.keys(then).map((figure) => {
        const [before, after] = [idsOf(then, figure), idsOf(now, figure)];
        return [figure, before, after] as const;
      });
      for (const [figure, before, after] of wanted) {
        const entered = after.filter((id) => !before.includes(id)).sort();
        const left = before.filter((id) => !after.includes(id)).sort();
        const told = view.figures.find((each) => each.figure === figure);
        const sums = { then: before.length, now: after.length, entered: entered.length, left: left.length };
        expect([filter, told]).toEqual([filter, { figure, ...sums }]);
        expect(sums.now - sums.then).toBe(sums.entered - sums.left);
        const listed = (kind: 'entered' | 'left'): string[] =>
          items.filter((item) => item[kind].includes(figure)).map(({ issue }) => issue.id);
        expect([figure, listed('entered').sort(), listed('left').sort()]).toEqual([figure, entered, left]);
      }
      expect(view.figures).toHaveLength(wanted.length);
      expect(items).toHaveLength(view.restated);
      expect(new Set(items.map(({ issue }) => issue.id)).size).toBe(items.length);
      for (const { entered, left, causes, timePassed } of items) {
        expect(entered.length + left.length).toBeGreaterThan(0);
        expect(causes.length > 0 || timePassed).toBe(true);
        for (const { at } of causes) expect(Date.parse(at)).toBeGreaterThan(asOf);
      }
      restated += items.length;
    }
    expect(restated).toBeGreaterThan(200);
  });

  it('look for causes by the same rule', () => {
    const asked = { from: '2024-03-01', to: '2024-12-20', asOf: t.clock.now() - 30 * DAY };
    const issues = standing(histories, asked.asOf);
    const sets = setsOf(issues, asked);
    const window = { from: midnight(asked.from), to: midnight(asked.to), asOf: asked.asOf };
    for (const issue of issues) {
      const plain = Object.keys(sets).filter((figure) => sets[figure]!.includes(issue));
      expect([...figuresCounting(issue, window)].sort()).toEqual(plain.sort());
    }
  });

  it('are none as of now', async () => {
    const view = await look({ asOf: NOW });
    expect(view).toMatchObject({ restated: 0, items: [], nextCursor: null });
    expect(view.figures.every(({ then, now }) => then === now)).toBe(true);
    expect(view.figures.find(({ figure }) => figure === 'received')!.now).toBeGreaterThan(0);
  });

  it('need a cut-off that is not in the future, and a period that does not end before it starts', async () => {
    await province().get(RESTATEMENTS).expect(400);
    await province().get(`${RESTATEMENTS}?asOf=2025-01-10T04:00:00.001Z`).expect(422);
    await province().get(`${RESTATEMENTS}?asOf=${NOW}&from=2024-02-01&to=2024-01-01`).expect(422);
  });

  it('show nobody more than they may see', async () => {
    const { body } = await t.as
      .manager({ regionCode: '411621' })
      .get(pathOf({ from: '2024-01-01', to: '2025-01-01', asOf: '2024-12-01T00:00:00Z', limit: '200' }))
      .expect(200);
    const { items, figures } = body as View;
    const there = histories.filter(({ moments }) => moments.at(-1)?.state.regionCode === '411621').map(({ id }) => id);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ issue }) => !there.includes(issue.id))).toEqual([]);
    expect(figures.find(({ figure }) => figure === 'received')!.now).toBeLessThanOrEqual(there.length);
  });
});
