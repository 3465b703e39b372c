import sql from 'sql-template-tag';
import { DAY, HOUR, iso, MINUTE } from '../../src/kernel/clock.js';
import { ExportMaking } from '../../src/modules/exports/export-making.service.js';
import { AttachmentFiles } from '../../src/modules/attachments/attachment-files.service.js';
import { Sweeps } from '../../src/platform/scheduling/index.js';
import { FileStore } from '../../src/platform/storage/index.js';
import { TableSources } from '../../src/platform/tables/index.js';
import type { SignedIn } from '../support/people.js';
import { expectRefused } from '../support/refusals.js';
import { Dice, insertHistories, insertPlaces, randomHistory } from '../support/report-histories.js';
import { allPages, create, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { readWorkbook } from '../support/workbook.js';

const V1 = '/api/v1';
const EXPORTS = `${V1}/exports`;

interface ExportView {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly failure: { readonly code: string; readonly text: string } | null;
  readonly size: number | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
}

let t: TestApp;
let count = 0;
beforeAll(async () => {
  t = await startApp({ now: '2025-01-10T04:00:00.000Z' });
  await loadReferenceData(t);
  const places = await insertPlaces(t);
  const dice = new Dice(29);
  const histories = Array.from({ length: 620 }, (_, number) => randomHistory(dice, places, number, t.clock.now()));
  await insertHistories(t, histories);
  t.get(TableSources).register({
    kind: 'long',
    access: 'report:read',
    query: class {},
    open: () => Promise.resolve({ name: { zh: '表', en: 'Table' }, file: 'long', columns: [], rows: longRows() }),
  });
  t.get(TableSources).register({
    kind: 'failing',
    access: 'report:read',
    query: class {},
    open: () => Promise.resolve({ name: { zh: '表', en: 'Table' }, file: 'failing', columns: [], rows: failing() }),
  });
});
afterAll(() => t.close());

/** Happens when a long table is half read. */
let halfway = (): Promise<unknown> => Promise.resolve();

async function* longRows(): AsyncGenerator<number> {
  for (let nth = 0; nth < 12_000; nth++) {
    if (nth === 6_000) await halfway();
    yield nth;
  }
}

async function* failing(): AsyncGenerator<never> {
  await Promise.resolve();
  throw new Error('the rows cannot be read');
}

/** Somebody new, so that nobody waits for an export of another test. */
const somebody = (): SignedIn => t.as.coordinator({ regionCode: '410000', username: `exporter-${++count}` });
const order = async (by: SignedIn, more: object = {}): Promise<ExportView> =>
  (await by.post(EXPORTS, { kind: 'issues', format: 'xlsx', ...more }).expect(202)).body as ExportView;
const sweep = () => t.get(Sweeps).runNow('exports');
const look = async (by: SignedIn, { id }: { id: string }): Promise<ExportView> =>
  (await by.get(`${EXPORTS}/${id}`).expect(200)).body as ExportView;

describe('an export in the background', () => {
  it('waits, is made, and is the same as the list', async () => {
    const by = somebody();
    const query = { level: 'county', sort: 'dueAt', unrouted: false };
    const ordered = await order(by, { query });
    expect(ordered).toMatchObject({ status: 'queued', query: { level: 'county', sort: 'dueAt', unrouted: 'false' } });
    expect(await look(by, ordered)).toEqual(ordered);
    await expectRefused(() => by.get(`${EXPORTS}/${ordered.id}/file`), { status: 409, code: 'export.not-ready' });
    expect(await sweep()).toEqual({ made: 1, expired: 0 });
    const done = await look(by, ordered);
    const lines = await allPages<{ number: string }>(by, `${V1}/issues?level=county&sort=dueAt&unrouted=false`, 200);
    expect(done).toMatchObject({
      status: 'done',
      progress: { done: lines.length, total: lines.length },
      failure: null,
      finishedAt: iso(t.clock.now()),
      expiresAt: iso(t.clock.now() + DAY),
    });
    const file = await by.get(`${EXPORTS}/${ordered.id}/file`).responseType('blob').expect(200);
    expect(file.headers['content-disposition']).toMatch(/filename="issues\.xlsx"; filename\*=UTF-8''%E9/);
    expect(Number(file.headers['content-length'])).toBe(done.size);
    const [sheet] = await readWorkbook(file.body as Buffer);
    expect(sheet!.rows.slice(1).map(([number]) => number)).toEqual(lines.map(({ number }) => number));
  });

  it('of a report has the figures of the report, as CSV', async () => {
    const by = somebody();
    const query = { from: '2024-01-01', to: '2025-01-01', groupBy: 'category' };
    const { id } = await order(by, { kind: 'completion', format: 'csv', query });
    await sweep();
    const { text } = await by.get(`${EXPORTS}/${id}/file`).expect(200);
    const address = `${V1}/reports/completion?format=csv&${new URLSearchParams(query).toString()}`;
    expect(text).toBe((await by.get(address).expect(200)).text);
  });

  it.each<[string, object]>([
    ['warnings', { groupBy: 'department' }],
    ['cross', { from: '2024-01-01', groupBy: 'level', splitBy: 'channel', metric: 'received' }],
    ['comparison', { from: '2024-07-01', to: '2025-01-01', groupBy: 'category' }],
    ['flow', { from: '2024-01-01', groupBy: 'region' }],
    ['trend', { from: '2024-01-01', unit: 'week' }],
    ['ageing', { groupBy: 'category' }],
    ['handling-times', { from: '2024-01-01', groupBy: 'level' }],
    ['workload', { from: '2024-01-01' }],
    ['common-causes', { from: '2024-01-01' }],
  ])('of %s has the figures of that report, too', async (kind, query) => {
    const by = somebody();
    const { id } = await order(by, { kind, format: 'csv', query });
    await sweep();
    const { text } = await by.get(`${EXPORTS}/${id}/file`).expect(200);
    const address = `${V1}/reports/${kind}?format=csv&${new URLSearchParams({ ...query }).toString()}`;
    expect(text).toBe((await by.get(address).expect(200)).text);
    expect(text.split('\r\n').length).toBeGreaterThan(2);
  });

  it('is on record: what was asked for, made and handed out', async () => {
    const by = somebody();
    const { id } = await order(by, { query: { level: 'county' } });
    await sweep();
    await by.get(`${EXPORTS}/${id}/file`).responseType('blob').expect(200);
    const entries = await t.reader.all<{ action: string; actorRole: string; details: string }>(
      sql`SELECT action, actor_role, details FROM audit_entry WHERE subject_id = ${id} ORDER BY sequence`,
    );
    expect(entries.map(({ action, actorRole }) => [action, actorRole])).toEqual([
      ['export.ordered', 'coordinator'],
      ['export.made', 'coordinator'],
      ['report.exported', 'coordinator'],
    ]);
    expect(JSON.parse(entries[2]!.details)).toEqual({ report: 'issues', format: 'xlsx', query: { level: 'county' } });
  });

  it('is asked for once, however often the request comes', async () => {
    const by = somebody();
    const body = { kind: 'cadres', format: 'csv' };
    const send = () => by.post(EXPORTS, body).set('Idempotency-Key', 'once-only').expect(202);
    expect((await send()).body).toEqual((await send()).body);
    await sweep();
    expect((await by.get(`${EXPORTS}?count=true`).expect(200)).body).toMatchObject({ total: 1 });
  });
});

describe('what is refused at once', () => {
  it.each<[object, number, string, ...string[]]>([
    [{ kind: 'nonsense' }, 422, 'export.unknown-kind', 'kind'],
    [{ format: 'json' }, 400, 'request.invalid', 'format'],
    [{ query: { level: 'moon' } }, 400, 'request.invalid', 'level'],
    [{ query: { nonsense: '1' } }, 400, 'request.invalid', 'nonsense'],
    [{ query: { level: { $ne: 'county' } } }, 400, 'request.invalid', 'level'],
    [{ query: [] }, 400, 'request.invalid', 'query'],
    [{ query: { metric: 'received' } }, 400, 'request.invalid', 'periodFrom'],
    [{ kind: 'completion', query: { from: '2025-01-01', to: '2024-01-01' } }, 422, 'report.period', 'to'],
  ])('%j', async (more, status, code, ...fields) => {
    const by = somebody();
    await expectRefused(() => by.post(EXPORTS, { kind: 'issues', format: 'csv', ...more }), { status, code, fields });
  });

  it('a second one before the first is made', async () => {
    const by = somebody();
    const first = await order(by);
    const again = () => by.post(EXPORTS, { kind: 'issues', format: 'csv' });
    await expectRefused(again, { status: 409, code: 'export.one-at-a-time' });
    await by.delete(`${EXPORTS}/${first.id}`).expect(204);
    await order(by);
    await sweep();
    await order(by);
    await sweep();
  });

  it('a table that the role, or the token, may not read', async () => {
    const admin = t.as.admin();
    const issues = () => admin.post(EXPORTS, { kind: 'issues', format: 'csv' });
    await expectRefused(issues, { status: 403, code: 'access.scope-missing' });
    const plan = { name: 'x', scopes: ['export:read', 'export:write'], expiresAt: iso(t.clock.now() + DAY) };
    const owner = somebody();
    const { token } = await create<{ token: string }>(owner, `${V1}/auth/tokens`, plan);
    const robot = t.as.bearer(token);
    await expectRefused(() => robot.post(EXPORTS, { kind: 'cadres', format: 'csv' }), {
      status: 403,
      code: 'access.scope-missing',
    });
    const { id } = await order(owner);
    await sweep();
    await expectRefused(() => robot.get(`${EXPORTS}/${id}/file`), { status: 403, code: 'access.scope-missing' });
  });

  it('more than fifty that wait', async () => {
    const orders: [SignedIn, string][] = [];
    for (let nth = 0; nth < 50; nth++) {
      const by = somebody();
      orders.push([by, (await order(by, { kind: 'warnings', format: 'csv' })).id]);
    }
    const late = somebody();
    await expectRefused(() => late.post(EXPORTS, { kind: 'cadres', format: 'csv' }), {
      status: 429,
      code: 'export.queue-full',
    });
    for (const [by, id] of orders.slice(1)) await by.delete(`${EXPORTS}/${id}`).expect(204);
    expect(await sweep()).toMatchObject({ made: 1 });
  });
});

describe('an export of somebody else', () => {
  it('is not there', async () => {
    const [by, other] = [somebody(), somebody()];
    const { id } = await order(by);
    await sweep();
    for (const path of [`${EXPORTS}/${id}`, `${EXPORTS}/${id}/file`]) await other.get(path).expect(404);
    await other.delete(`${EXPORTS}/${id}`).expect(404);
    expect(await allPages(other, EXPORTS, 1)).toEqual([]);
    expect(await allPages<{ id: string }>(by, EXPORTS, 1)).toMatchObject([{ id }]);
  });
});

describe('an account that changes', () => {
  const change = (columns: { role?: string; active?: boolean; regionCode?: string }) =>
    t.uow.run((tx) =>
      tx.run(sql`UPDATE app_user SET role = ${columns.role ?? 'coordinator'}, active = ${columns.active ?? true},
        region_code = ${columns.regionCode ?? '410000'} WHERE username = ${`exporter-${count}`}`),
    );

  it.each([{ role: 'manager' }, { active: false }, { regionCode: '411600' }])(
    'before it is made: none is made (%j)',
    async (columns) => {
      const by = somebody();
      const { id } = await order(by);
      await change(columns);
      expect(await sweep()).toEqual({ made: 0, expired: 0 });
      await change({});
      expect(await look(by, { id })).toMatchObject({ status: 'failed', failure: { code: 'account-changed' } });
      await expectRefused(() => by.get(`${EXPORTS}/${id}/file`), { status: 409, code: 'export.not-ready' });
    },
  );

  it('after it is made: it is not handed out', async () => {
    const by = somebody();
    const { id } = await order(by);
    await sweep();
    await change({ regionCode: '411602' });
    t.clock.advance(MINUTE);
    await expectRefused(() => by.get(`${EXPORTS}/${id}/file`), { status: 403, code: 'export.account-changed' });
  });
});

describe('the file', () => {
  const hashOf = async (id: string): Promise<string> => {
    const [row] = await t.reader.all<{ fileHash: string }>(sql`SELECT file_hash FROM table_export WHERE id = ${id}`);
    return row!.fileHash;
  };

  it('is held for a day, then refused, let go, and forgotten after a month', async () => {
    const by = somebody();
    const { id } = await order(by, { query: { q: 'nobody-says-this' } });
    await sweep();
    const hash = await hashOf(id);
    const orphans = t.get(AttachmentFiles);
    t.clock.advance(23 * HOUR);
    expect(await orphans.removeUnused(hash)).toBe(false);
    await by.get(`${EXPORTS}/${id}/file`).responseType('blob').expect(200);
    t.clock.advance(HOUR);
    await expectRefused(() => by.get(`${EXPORTS}/${id}/file`), { status: 404, code: 'export.expired' });
    expect(await look(by, { id })).toMatchObject({ status: 'expired' });
    expect((await sweep())!.expired).toBeGreaterThanOrEqual(1);
    expect(await look(by, { id })).toMatchObject({ status: 'expired' });
    expect(await orphans.removeUnused(hash)).toBe(true);
    t.clock.advance(31 * DAY);
    await sweep();
    await by.get(`${EXPORTS}/${id}`).expect(404);
  });

  it('of a removed export is let go', async () => {
    const by = somebody();
    const { id } = await order(by, { query: { q: 'nor-this' } });
    await sweep();
    const hash = await hashOf(id);
    await by.delete(`${EXPORTS}/${id}`).expect(204);
    await by.get(`${EXPORTS}/${id}/file`).expect(404);
    expect(await t.get(AttachmentFiles).removeUnused(hash)).toBe(true);
  });
});

describe('what goes wrong', () => {
  it('rows that cannot be read: it has failed, and the fault is told', async () => {
    const by = somebody();
    const { id } = await order(by, { kind: 'failing', format: 'csv' });
    await expect(sweep()).rejects.toThrow('1 of its items');
    expect(t.takeErrors()[0]).toContain('the rows cannot be read');
    expect(await look(by, { id })).toMatchObject({ status: 'failed', failure: { code: 'broken' } });
    await order(by);
    expect(await sweep()).toMatchObject({ made: 1 });
  });

  describe('a file that is swept before it is entered', () => {
    let puts = 0;
    let putAsEver: FileStore['put'];
    const loses = (times: number) => {
      const files = t.get(FileStore);
      puts = 0;
      putAsEver = files.put;
      files.put = async (file) => {
        await putAsEver.call(files, file);
        if (++puts <= times) expect(await t.get(AttachmentFiles).removeUnused(file.hash)).toBe(true);
      };
    };
    afterEach(() => (t.get(FileStore).put = putAsEver));

    it('is made again', async () => {
      const by = somebody();
      const { id } = await order(by, { query: { q: 'swept' } });
      loses(2);
      expect(await sweep()).toMatchObject({ made: 1 });
      expect(await look(by, { id })).toMatchObject({ status: 'done' });
      await by.get(`${EXPORTS}/${id}/file`).expect(200);
      expect(puts).toBe(3);
    });

    it('is made three times at most', async () => {
      const by = somebody();
      const { id } = await order(by, { format: 'csv', query: { q: 'swept-always' } });
      loses(9);
      await expect(sweep()).rejects.toThrow('1 of its items');
      expect(t.takeErrors()[0]).toContain('swept');
      expect(await look(by, { id })).toMatchObject({ status: 'failed', failure: { code: 'broken' } });
      expect(puts).toBe(3);
    });
  });

  it('a process that dies: another one begins anew, three times in all', async () => {
    const by = somebody();
    const { id } = await order(by);
    const die = (attempts: number) =>
      t.uow.run((tx) =>
        tx.run(sql`UPDATE table_export SET status = 'running', attempts = ${attempts} WHERE id = ${id}`),
      );
    await die(2);
    expect(await sweep()).toMatchObject({ made: 1 });
    await die(3);
    t.clock.advance(MINUTE);
    expect(await sweep()).toMatchObject({ made: 0 });
    expect(await look(by, { id })).toMatchObject({ status: 'failed', failure: { code: 'broken' } });
  });
});

describe('while it is made', () => {
  it('one can see how far it has come', async () => {
    const by = somebody();
    const { id } = await order(by, { kind: 'long', format: 'csv' });
    let seen: ExportView | undefined;
    halfway = async () => (seen = await look(by, { id }));
    await sweep();
    expect(seen).toMatchObject({ status: 'running', progress: { done: 5_000, total: null } });
    expect(await look(by, { id })).toMatchObject({ status: 'done', progress: { done: 12_000, total: 12_000 } });
  });

  it('it can be given up', async () => {
    const by = somebody();
    const { id } = await order(by, { kind: 'long', format: 'xlsx' });
    halfway = () => by.delete(`${EXPORTS}/${id}`).expect(204);
    expect(await sweep()).toMatchObject({ made: 0 });
    await by.get(`${EXPORTS}/${id}`).expect(404);
  });

  // The last one: from then on nothing is made.
  it('a server that stops leaves it to the next one', async () => {
    const by = somebody();
    const { id } = await order(by, { kind: 'long', format: 'csv' });
    halfway = () => Promise.resolve(t.get(ExportMaking).onModuleDestroy());
    expect(await sweep()).toMatchObject({ made: 0 });
    expect(await look(by, { id })).toMatchObject({ status: 'queued', progress: { done: 0 }, failure: null });
  });
});
