import { DAY, HOUR, iso, MINUTE } from '../../src/kernel/clock.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface View {
  readonly figures: readonly { readonly figure: string; readonly then: number; readonly now: number }[];
  readonly restated: number;
  readonly items: readonly {
    readonly issue: { readonly id: string; readonly number: string; readonly title: string };
    readonly entered: readonly string[];
    readonly left: readonly string[];
    readonly causes: readonly {
      readonly action: string;
      readonly actor: string;
      readonly actorRole: string;
      readonly at: string;
      readonly reason: string | null;
    }[];
    readonly timePassed: boolean;
  }[];
}

let t: TestApp;
let stories: Stories;
let cast: Cast;
let closed: Told;
let cutOff: string;

beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  ({ cast } = stories);
  closed = await stories.closed();
  await stories.unrouted();
  cutOff = iso(t.clock.now());
  t.clock.advance(MINUTE);
});
afterAll(() => t.close());

async function since(asOf = cutOff, language = 'zh-CN'): Promise<View> {
  const { body } = await cast.cityManager.as
    .get(`/api/v1/reports/restatements?from=2024-01-01&to=2025-01-01&asOf=${asOf}`)
    .set('Accept-Language', language)
    .expect(200);
  return body as View;
}

describe('an issue that is opened again', () => {
  it('restates the report that counted it as closed: why, when, and by whom', async () => {
    expect((await since()).restated).toBe(0);
    await cast.mill.does('reopen', closed, { reason: '机器又停了，请打 13812345678' });
    const { restated, items, figures } = await since();
    expect(restated).toBe(1);
    expect(figures.find(({ figure }) => figure === 'completion.numerator')).toMatchObject({ then: 1, now: 0 });
    const [item] = items;
    expect(item!.issue).toMatchObject({ id: closed.id, number: closed.number });
    expect(item!.left).toEqual(expect.arrayContaining(['completion.numerator', 'solved.numerator']));
    expect(item!.entered).toEqual(expect.arrayContaining(['reopened.numerator', 'overdue.denominator']));
    expect(item!.timePassed).toBe(false);
    expect(item!.causes).toEqual([
      expect.objectContaining({
        action: 'reopen',
        label: '重新办理',
        actorRole: 'enterprise',
        at: iso(t.clock.now()),
        reason: '机器又停了，请打 138****5678',
      }),
    ]);
    const [english] = (await since(cutOff, 'en')).items;
    expect(english!.causes[0]).toMatchObject({ label: 'Reopen' });
  });

  it('leaves the earlier closure in a report as of that time', async () => {
    const url = `/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&asOf=${cutOff}`;
    const { body } = await cast.cityManager.as.get(url).expect(200);
    expect(body).toMatchObject({ total: { completion: { numerator: 1, denominator: 2 } } });
  });

  it('names what else has changed since, and not what changed nothing', async () => {
    t.clock.advance(HOUR);
    const lead = stories.leadOf(closed);
    await lead.does('progress', closed);
    t.clock.advance(HOUR);
    await lead.does('claim-done', closed);
    const [item] = (await since()).items;
    expect(item!.causes.map(({ action }) => action)).toEqual(['reopen', 'claim-done']);
  });

  it('is told of on record when it is confidential', async () => {
    const asOf = iso(t.clock.now());
    t.clock.advance(MINUTE);
    const secret = await cast.mill.submits({ confidential: true });
    const { items } = await since(asOf);
    expect(items.map(({ issue, causes }) => [issue.id, causes[0]!.action])).toEqual([[secret.id, 'submit']]);
    const { body } = await cast.auditor.as.get('/api/v1/audit?action=issue.read-confidential').expect(200);
    expect(JSON.stringify(body)).toContain(secret.id);
  });
});

it('what time alone has changed says so', async () => {
  const asOf = iso(t.clock.now());
  t.clock.advance(40 * DAY);
  const { items } = await since(asOf);
  expect(items.length).toBeGreaterThan(0);
  for (const { causes, timePassed } of items) expect({ causes, timePassed }).toEqual({ causes: [], timePassed: true });
  const entered = items.flatMap((item) => item.entered);
  expect(entered).toEqual(expect.arrayContaining(['overdue.numerator', 'onTime.numerator', 'onTime.denominator']));
});
