import { DAY, iso } from '../../src/kernel/clock.js';
import { ranksOf } from '../../src/modules/reports/index.js';
import type { SignedIn } from '../support/people.js';
import { expected, midnight, setsOf, standing } from '../support/plain-figures.js';
import { type History, insertHistories } from '../support/report-histories.js';
import { countBehind, type LinkedFigures, linksOf } from '../support/report-links.js';
import { allPages, create } from '../support/sample-bodies.js';
import { openReportOffice } from '../support/report-office.js';
import type { TestApp } from '../support/test-app.js';

const NOW = '2025-01-10T04:00:00.000Z';
const BULLETINS = '/api/v1/bulletins';
const YEAR = { from: '2024-01-01', to: '2025-01-01' };

interface BulletinView {
  readonly id: string;
  readonly number: string;
  readonly officialNumber: string;
  readonly asOf: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly scheduleId: string | null;
  readonly total: LinkedFigures;
  readonly rows: readonly (LinkedFigures & { readonly key: string; readonly rank: number | null })[];
  readonly excludedCount: number;
  readonly exclusions: readonly { readonly number: string; readonly reason: string }[];
}

let t: TestApp;
let histories: History[];

beforeAll(async () => {
  ({ t, histories } = await openReportOffice(20_250_111, { count: 240, now: NOW }));
});
afterAll(() => t.close());

const city = (): SignedIn => t.as.coordinator();
const publish = (body: object = {}, by = city()): Promise<BulletinView> => create(by, BULLETINS, { ...YEAR, ...body });
const read = async (id: string, by = city()): Promise<BulletinView> =>
  (await by.get(`${BULLETINS}/${id}`).expect(200)).body as BulletinView;

/** The numbers of a total or a row without their links and names. */
const bare = (figures: LinkedFigures): object =>
  JSON.parse(
    JSON.stringify(figures, (name, value: unknown) =>
      /url$/i.test(name) || ['key', 'label', 'rank'].includes(name) ? undefined : value,
    ),
  ) as object;

const inCity = (asOf: number) => standing(histories, asOf).filter(({ regionCode }) => regionCode.startsWith('4116'));

describe('a bulletin', () => {
  it('has the figures of its cut-off, ranks that leave out small groups, and lists of exactly as many issues', async () => {
    const asOf = t.clock.now() - 40 * DAY;
    const view = await publish({ asOf: iso(asOf) });
    expect(bare(view.total)).toEqual(expected(setsOf(inCity(asOf), { ...YEAR, asOf })));
    const shares = view.rows.map(({ completion }) => completion as { numerator: number; denominator: number });
    expect(view.rows.map(({ rank }) => rank)).toEqual(ranksOf(shares));
    expect(view.rows.some(({ rank }) => rank === 1)).toBe(true);
    for (const figures of [view.total, ...view.rows]) {
      for (const [url, number, figure] of linksOf(figures))
        expect([figure, await countBehind(city(), url)]).toEqual([figure, number]);
    }
  });

  it('reads the same whatever happens afterwards', async () => {
    const before = await publish();
    t.clock.advance(60_000);
    const like = inCity(t.clock.now()).find(({ submittedAt }) => submittedAt > midnight('2024-06-01'))!;
    const state = { ...like, id: 'issue-later', number: 'ZK-later', status: 'in_progress', facts: 0b10001 } as const;
    await insertHistories(t, [{ id: state.id, moments: [{ at: t.clock.now(), state }] }]);
    expect(await read(before.id)).toEqual(before);
    expect(await countBehind(city(), before.total.issuesUrl)).toBe(before.total.received);
    const { body } = await city().get(`${BULLETINS}/${before.id}/restatements`).expect(200);
    expect(body).toMatchObject({ restated: 1, asOf: before.asOf, items: [{ issue: { id: 'issue-later' } }] });
    const figures = (body as { figures: { figure: string; then: number; now: number }[] }).figures;
    const received = figures.find(({ figure }) => figure === 'received');
    expect(received).toMatchObject({ then: before.total.received, now: before.total.received + 1 });
  });

  it('is numbered for each region and year without a gap, also when one is refused or two are sent at once', async () => {
    const county = t.as.manager({ regionCode: '411621' });
    const numberOf = ({ number }: BulletinView): string => number;
    expect(numberOf(await publish({}, county))).toBe('2025-1');
    expect((await county.post(BULLETINS, { ...YEAR, groupBy: 'cadre' })).status).toBe(422);
    const both = await Promise.all([publish({}, county), publish({ groupBy: 'level' }, county)]);
    expect(both.map(numberOf).sort()).toEqual(['2025-2', '2025-3']);
    const again = await county.get(`${BULLETINS}?regionCode=411621`).set('Accept-Language', 'zh-CN').expect(200);
    const { items } = again.body as { items: BulletinView[] };
    expect(items.map(({ officialNumber }) => officialNumber)).toEqual([3, 2, 1].map((n) => `通报〔2025〕${n}号`));
    const chain = await Promise.all(items.map(({ id }) => read(id, county)));
    expect(chain.map(({ previousHash }) => previousHash)).toEqual([
      ...chain.slice(1).map(({ hash }) => hash),
      '0'.repeat(64),
    ]);
  });

  it('shows no number in its title, since it could never be taken out again', async () => {
    expect(await read((await publish({ title: '情况通报（咨询 13812345678）' })).id)).toMatchObject({
      title: '情况通报（咨询 138****5678）',
    });
  });

  it('is published once when the same request comes twice', async () => {
    const send = () => city().post(BULLETINS, YEAR).set('Idempotency-Key', 'one-bulletin');
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(first.status).toBe(201);
  });

  it.each(['department', 'category', 'chain', 'month', 'channel', 'enterprise_size'])(
    'by %s has rows that lead to their issues, and ranks only what answers for the work',
    async (groupBy) => {
      const { rows } = await publish({ groupBy, filters: { level: 'county' } });
      for (const row of [rows[0]!, rows.at(-1)!]) {
        for (const [url, number, figure] of linksOf(row))
          expect([row.key, figure, await countBehind(city(), url)]).toEqual([row.key, figure, number]);
      }
      const isRanked = ['department', 'chain'].includes(groupBy);
      expect(rows.some(({ rank }) => rank !== null)).toBe(isRanked);
      expect(rows.filter(({ key, rank }) => key === 'none' && rank !== null)).toEqual([]);
    },
  );
});

describe('issues that are left out by decision', () => {
  const asOf = Date.parse(NOW) - 30 * DAY;
  const closedOnes = () => setsOf(inCity(asOf), { ...YEAR, asOf })['completion.numerator']!.slice(0, 3);
  const excluding = (issueIds: readonly string[]) =>
    issueIds.map((issueId) => ({ issueId, reason: '涉诉，联系 13812345678' }));

  it('are counted, listed with the reason, and missing from every number and every list', async () => {
    const ids = closedOnes().map(({ id }) => id);
    const view = await publish({ asOf: iso(asOf), exclusions: excluding(ids) });
    expect(view.excludedCount).toBe(3);
    expect(view.exclusions.map(({ number }) => number)).toEqual(ids.map((id) => `ZK-${id}`));
    expect(view.exclusions.map(({ reason }) => reason)).toEqual(ids.map(() => '涉诉，联系 138****5678'));
    const rest = inCity(asOf).filter(({ id }) => !ids.includes(id));
    expect(bare(view.total)).toEqual(expected(setsOf(rest, { ...YEAR, asOf })));
    for (const figures of [view.total, ...view.rows]) {
      for (const [url, number, figure] of linksOf(figures))
        expect([figure, await countBehind(city(), url)]).toEqual([figure, number]);
    }
    const listed = await allPages<{ id: string }>(city(), view.total.issuesUrl, 100);
    expect(listed.filter(({ id }) => ids.includes(id))).toEqual([]);
    const { body } = await city().get(`${BULLETINS}/${view.id}/restatements`).expect(200);
    const restated = (body as { items: { issue: { id: string } }[] }).items.map(({ issue }) => issue.id);
    expect(restated.filter((id) => ids.includes(id))).toEqual([]);
    // The province looks through the eyes of the city, and sees the same.
    const above = t.as.auditor({ regionCode: '410000' });
    expect(await countBehind(above, view.total.issuesUrl)).toBe(view.total.received);
  });

  it.each([
    ['that are not there', 'nowhere', 0],
    ['of another region', '410100', 0],
    ['twice', 'twice', 1],
  ])('are refused when they are %s', async (_what, which, position) => {
    const [one] = closedOnes();
    const elsewhere = standing(histories, asOf).find(({ regionCode }) => regionCode === '410100')!;
    const ids = { nowhere: ['nowhere'], '410100': [elsewhere.id], twice: [one!.id, one!.id] }[which]!;
    const { body, status } = await city().post(BULLETINS, { ...YEAR, asOf: iso(asOf), exclusions: excluding(ids) });
    expect([status, (body as { errors: { field: string }[] }).errors[0]!.field]).toEqual([
      422,
      `exclusions.${position}.issueId`,
    ]);
  });
});

describe('who has to do with bulletins', () => {
  it('reads those of their own region and of those below', async () => {
    const { id } = await publish({ regionCode: '411602' });
    for (const reader of [t.as.auditor(), t.as.manager({ regionCode: '411602' })]) await read(id, reader);
    for (const stranger of [t.as.manager({ regionCode: '411621' }), t.as.auditor({ regionCode: '410100' })]) {
      for (const path of ['', '/restatements', '/verify', '/print'])
        await stranger.get(`${BULLETINS}/${id}${path}`).expect(404);
      const { body } = await stranger.get(`/api/v1/issues?bulletinId=${id}&count=true`).expect(200);
      expect((body as { total: number }).total).toBe(0);
    }
  });

  it('publishes for their own region and those below, and for no other', async () => {
    const county = t.as.coordinator({ regionCode: '411602' });
    for (const regionCode of ['411600', '411621', 'nowhere']) {
      const { status, body } = await county.post(BULLETINS, { ...YEAR, regionCode });
      expect([status, (body as { code: string }).code]).toEqual([422, 'bulletin.region']);
    }
    expect((await t.as.auditor().post(BULLETINS, YEAR)).status).toBe(403);
    expect((await t.as.admin().post(BULLETINS, YEAR)).status).toBe(403);
  });

  it('is told clearly that cadres are not listed, nor a period that is none', async () => {
    const refused = async (body: object): Promise<string> =>
      ((await city().post(BULLETINS, body)).body as { code: string }).code;
    expect(await refused({ ...YEAR, groupBy: 'cadre' })).toBe('bulletin.cadre-grouping');
    expect(await refused({ from: '2024-02-01', to: '2024-02-01' })).toBe('report.period');
    expect(await refused({ ...YEAR, asOf: '2030-01-01T00:00:00Z' })).toBe('report.as-of');
    expect((await city().post(BULLETINS, { ...YEAR, filters: { assigneeId: 'cadre-0-1' } })).status).toBe(400);
  });
});
