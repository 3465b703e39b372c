import { createHash } from 'node:crypto';
import { verifyExport } from '../../src/modules/audit/index.js';
import type { SignedIn } from '../support/people.js';
import { expectRefused } from '../support/refusals.js';
import { cadreBody, create, enterpriseBody, loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const AUDIT = '/api/v1/audit';
const ROOT = '000000';

interface Entry {
  readonly sequence: number;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly id: string; readonly name: string | null; readonly role: string };
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly details: object | null;
}

let t: TestApp;
let auditor: SignedIn;
beforeAll(async () => {
  t = await startApp();
  await loadReferenceData(t);
  auditor = t.as.auditor({ regionCode: await rootCode() });
});
afterAll(() => t.close());

async function rootCode(): Promise<string> {
  const { body } = await t.as.admin().get('/api/v1/regions?limit=200').expect(200);
  const { items } = body as { items: { code: string; parentCode: string | null }[] };
  return items.find(({ parentCode }) => parentCode === null)?.code ?? ROOT;
}

async function entries(query: string, by = auditor): Promise<Entry[]> {
  const { body } = await by.get(`${AUDIT}?${query}`).expect(200);
  return (body as { items: Entry[] }).items;
}

describe('a change', () => {
  it('of an enterprise is there with what differs, masked, and who did it', async () => {
    const coordinator = t.as.coordinator();
    const { id } = await create(coordinator, '/api/v1/enterprises', enterpriseBody());
    const contacts = [{ name: '欧阳锋', phone: '13987654321' }];
    await coordinator.patch(`/api/v1/enterprises/${id}`, { size: 'large', contacts }).expect(200);
    const [changed, registered] = await entries(`subjectId=${id}`);
    expect(registered).toMatchObject({
      action: 'enterprise.registered',
      actor: { role: 'coordinator', name: expect.any(String) },
      before: null,
      after: { id, size: 'medium', contacts: [{ name: '李*', phone: '138****5678' }] },
    });
    expect(changed).toMatchObject({
      action: 'enterprise.changed',
      before: { size: 'medium', contacts: [{ name: '李*', phone: '138****5678' }] },
      after: { size: 'large', contacts: [{ name: '欧阳*', phone: '139****4321' }] },
    });
    expect(Object.keys(changed!.after!).sort()).toEqual(
      ['contacts', 'size', 'updatedAt', 'version'].filter((name) => name in changed!.after!),
    );
  });

  it('of a cadre’s specialties and leave, of a pairing, a policy, a rule and a day is there', async () => {
    const [coordinator, admin] = [t.as.coordinator(), t.as.admin()];
    const cadre = await create(coordinator, '/api/v1/cadres', cadreBody());
    const leave = [{ from: '2024-05-01', to: '2024-05-03' }];
    await coordinator.patch(`/api/v1/cadres/${cadre.id}`, { leave, specialties: [] }).expect(200);
    const enterprise = await create(coordinator, '/api/v1/enterprises', enterpriseBody());
    const pairings = `/api/v1/enterprises/${enterprise.id}/pairings`;
    const pairing = await create(coordinator, pairings, { cadreId: cadre.id, role: 'chief', from: '2024-01-01' });
    await coordinator.delete(`${pairings}/${pairing.id}`).expect(204);
    await create(admin, '/api/v1/calendar/corrections', { date: '2024-05-06', kind: 'off', note: '市庆' }).catch(
      () => undefined,
    );
    expect(await entries(`subjectId=${cadre.id}&action=cadre.changed`)).toMatchObject([
      { before: { specialties: ['labour'], leave: [] }, after: { specialties: [], leave } },
    ]);
    const ended = await entries(`subjectId=${pairing.id}`);
    expect(ended).toMatchObject([
      { action: 'pairing.ended', before: { to: null }, after: { to: '2024-03-04' } },
      { action: 'pairing.added', before: null },
    ]);
  });
});

describe('a refusal', () => {
  it('of what is closed, hidden or signed in falsely is there before it is answered', async () => {
    await t.as.manager().post('/api/v1/regions', {}).expect(403);
    await t.as.manager().get('/api/v1/issues/nothing-of-yours').expect(404);
    await t.http.get('/api/v1/me').set('Authorization', 'Bearer made-up').expect(401);
    const refused = await entries('outcome=refused&limit=3');
    expect(refused).toMatchObject([
      { actor: { id: 'anonymous', name: null }, details: { route: '/api/v1/me', code: 'auth.invalid' } },
      { actor: { role: 'manager' }, subject: { kind: 'issue', id: 'nothing-of-yours' } },
      { actor: { role: 'manager' }, details: { method: 'POST', code: 'access.scope-missing' } },
    ]);
  });

  it('of wrong input, of a wrong address or without any sign-in is not', async () => {
    const before = await entries('outcome=refused&limit=200');
    await t.as.coordinator().post('/api/v1/enterprises', {}).expect(400);
    await t.as.coordinator().get('/api/v1/no-such-thing').expect(404);
    await t.http.get('/api/v1/me').expect(401);
    expect(await entries('outcome=refused&limit=200')).toEqual(before);
  });

  it('after sixty of one person in an hour is not any more, and the last entry says so', async () => {
    const curious = t.as.manager({ username: 'curious' });
    for (let nth = 0; nth < 65; nth++) await curious.post('/api/v1/regions', {}).expect(403);
    const { body } = await curious.get('/api/v1/me').expect(200);
    const theirs = await entries(`actorId=${(body as { id: string }).id}&outcome=refused&limit=200`);
    expect(theirs.map(({ action }) => action)).toEqual([
      'access.further-refusals-not-recorded',
      ...Array<string>(60).fill('access.refused'),
    ]);
  });
});

it('an export of a report is there with what was asked for', async () => {
  await t.as.manager().get('/api/v1/reports/completion?format=csv&from=2024-03-01').expect(200);
  expect((await entries('action=report.'))[0]).toMatchObject({
    action: 'report.exported',
    details: { report: 'completion', format: 'csv', query: { format: 'csv', from: '2024-03-01' } },
  });
});

describe('the list', () => {
  it('has pages, newest first, and a total', async () => {
    const whole = await entries('limit=200&to=2024-03-04T02:00:00Z');
    const { body } = await auditor.get(`${AUDIT}?limit=5&count=true`).expect(200);
    const { items, nextCursor, total } = body as { items: Entry[]; nextCursor: string; total: number };
    expect(items.map(({ sequence }) => sequence)).toEqual(whole.slice(0, 5).map(({ sequence }) => sequence));
    expect(total).toBe(whole[0]!.sequence);
    const next = await entries(`limit=5&cursor=${encodeURIComponent(nextCursor)}`);
    expect(next.map(({ sequence }) => sequence)).toEqual(whole.slice(5, 10).map(({ sequence }) => sequence));
    expect(await entries('from=2024-03-04T02:00:00Z')).toEqual([]);
  });

  it('shows an auditor the entries of their own regions', async () => {
    const here = await create(t.as.coordinator(), '/api/v1/enterprises', enterpriseBody({ regionCode: '411602' }));
    const there = await create(t.as.coordinator(), '/api/v1/enterprises', enterpriseBody({ regionCode: '411603' }));
    const local = t.as.auditor({ regionCode: '411602' });
    expect(await entries(`subjectId=${here.id}`, local)).toHaveLength(1);
    expect(await entries(`subjectId=${there.id}`, local)).toEqual([]);
  });

  it('is closed to everybody else', async () => {
    await expectRefused(() => t.as.admin().get(AUDIT), { status: 403, code: 'access.scope-missing' });
  });
});

describe('an export', () => {
  const file = async (query = '', by = auditor): Promise<string> =>
    (await by.get(`${AUDIT}/export${query}`).buffer(true).expect(200)).text;
  const key = async (): Promise<string> =>
    ((await auditor.get(`${AUDIT}/key`).expect(200)).body as { pem: string }).pem;
  const check = async (text: string) => verifyExport(linesOf(text), await key());

  async function* linesOf(text: string): AsyncIterable<string> {
    yield* await Promise.resolve(text.trimEnd().split('\n'));
  }

  it('is genuine, complete, and on record itself', async () => {
    const text = await file();
    const verdict = await check(text);
    expect(verdict).toEqual({ entries: text.trimEnd().split('\n').length - 1, fault: null });
    expect((await entries('action=audit.exported'))[0]).toMatchObject({ details: { from: null, to: null } });
  });

  it('of one region is genuine too, with gaps', async () => {
    expect(await check(await file('', t.as.auditor({ regionCode: '411602' })))).toMatchObject({ fault: null });
  });

  it.each([
    [
      'edited',
      (lines: string[]) => lines.with(2, lines[2]!.replace('"outcome":"done"', '"outcome":"none"')),
      'content',
    ],
    ['shortened', (lines: string[]) => lines.toSpliced(2, 1), 'content'],
    ['cut off', (lines: string[]) => lines.slice(0, -1), 'no-seal'],
    ['sealed for other lines', (lines: string[]) => resealed(lines.toSpliced(1, 1)), 'signature'],
  ])('that was %s is found out', async (_how, tamper, reason) => {
    const lines = (await file()).trimEnd().split('\n');
    expect((await check(tamper(lines).join('\n'))).fault?.reason).toBe(reason);
  });

  /** With the digest of its new lines, but without the key. */
  function resealed(lines: string[]): string[] {
    const content = lines.slice(0, -1);
    const sha256 = createHash('sha256')
      .update(content.map((line) => `${line}\n`).join(''))
      .digest('hex');
    const seal = { ...(JSON.parse(lines.at(-1)!) as object), sha256, entries: content.length };
    return [...content, JSON.stringify(seal)];
  }
});
