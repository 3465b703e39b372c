import sql from 'sql-template-tag';
import type { SignedIn } from '../support/people.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { type LinkedFigures, linksOf } from '../support/report-links.js';
import { startApp, type TestApp } from '../support/test-app.js';

const CONTACT = { name: '司马懿德', phone: '13712349876' };
const V1 = '/api/v1';

let t: TestApp;
let stories: Stories;
let cast: Cast;
beforeAll(async () => {
  t = await startApp();
  stories = await Stories.of(t);
  cast = stories.cast;
});
afterAll(() => t.close());

/** Confidential, led by Li: Wang, who is paired with the mill, is not asked. */
async function confidential(): Promise<Told> {
  const issue = await cast.mill.submits({ confidential: true, contact: CONTACT });
  const { assignee } = await cast.county.sees(issue);
  if (assignee?.id === cast.li.id) return issue;
  return cast.county.does('reassign', issue, { cadreId: cast.li.id, reason: '熟悉用工' });
}

/** Everything that somebody can read of issues, as text. */
async function everythingOf(as: SignedIn, { id }: { id: string }): Promise<string> {
  const paths = [`issues/${id}`, `issues/${id}/events`, `issues/${id}/actions`, 'issues', 'issues?count=true&limit=1'];
  const texts: string[] = [];
  for (const path of paths) texts.push((await as.get(`${V1}/${path}`).expect(200)).text);
  return texts.join('\n');
}

/** What tells that it is the mill's. */
const telling = (): readonly string[] => [cast.mill.id, '川汇棉纺', ...Object.values(CONTACT), '司马', '137****9876'];
const found = (text: string): string[] => telling().filter((word) => text.includes(word));

async function idsOf(as: SignedIn, query: string): Promise<string[]> {
  const { body } = await as.get(`${V1}/issues?${query}&limit=200&count=true`).expect(200);
  const { items, total } = body as { items: { id: string }[]; total: number };
  expect(total).toBe(items.length);
  return items.map(({ id }) => id);
}

const BY_ENTERPRISE = (): readonly string[] => [
  `enterpriseId=${cast.mill.id}`,
  `q=${encodeURIComponent('川汇棉纺')}`,
  'enterpriseSize=medium',
  'metric=received&periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=enterprise_size&groupKey=medium',
];

async function auditOf(action: string): Promise<{ actorRole: string; subjectId: string | null; details: string }[]> {
  return t.reader.all(
    sql`SELECT actor_role, subject_id, details FROM audit_entry WHERE action = ${action} ORDER BY sequence`,
  );
}

describe('until it is released', () => {
  it('nothing that the handling unit reads tells of which enterprise it is', async () => {
    const issue = await confidential();
    await cast.mill.as.patch(`${V1}/issues/${issue.id}`, { contact: { name: '司马师', phone: CONTACT.phone } });
    await cast.li.does('sign', issue);
    await cast.county.does('exclude-cadre', issue, { cadreId: cast.zhao.id, reason: '其兄在川汇棉纺任职' });
    expect(found(await everythingOf(cast.li.as, issue))).toEqual([]);
    expect(found(await everythingOf(cast.county.as, issue))).toContain(cast.mill.id);
  });

  it('nor what its lead or co-handler reads under another account, and they do not release it', async () => {
    const issue = await confidential();
    const others = [cast.zhao.id, cast.li.id];
    await cast.county.does('reassign', issue, { cadreId: others[0], coHandlerIds: [others[1]], reason: '分工' });
    await cast.county.does('exclude-cadre', issue, { cadreId: cast.sun.id, reason: '其兄在川汇棉纺任职' });
    for (const cadreId of others) {
      const username = `office-of-${cadreId}`;
      const as = t.as.role('coordinator', { regionCode: '411602', cadreId, username });
      const { text } = await as.get(`${V1}/issues/${issue.id}/events`).expect(200);
      expect(found(text)).toEqual([]);
      const { body } = await as.get(`${V1}/issues/${issue.id}`).expect(200);
      expect(body).toMatchObject({ enterprise: null, contact: null, excludedCadreIds: [] });
      for (const query of BY_ENTERPRISE()) expect(await idsOf(as, query)).not.toContain(issue.id);
      const lines = (await as.get(`${V1}/issues?level=county&limit=200`).expect(200)).body as { items: Told[] };
      expect(lines.items.find(({ id }) => id === issue.id)).toMatchObject({ enterprise: null });
      await as.post(`${V1}/issues/${issue.id}/contact/reveal`, { reason: '需电话核实' }).expect(403);
      await as.post(`${V1}/issues/${issue.id}/actions/release`, { reason: '企业同意' }).expect(403);
    }
  });

  it('nor what they read when they no longer handle it, and they hand it to nobody and merge it with nothing', async () => {
    const issue = await confidential();
    const handlers = [cast.zhao.id, cast.li.id];
    const offices = handlers.map((cadreId) =>
      t.as.role('coordinator', { regionCode: '411602', cadreId, username: `left-office-of-${cadreId}` }),
    );
    await cast.county.does('reassign', issue, { cadreId: handlers[0], coHandlerIds: [handlers[1]], reason: '分工' });
    const other = await cast.mill.submits({ title: '仓库漏水' });
    const attempts = {
      [`${issue.id}/actions/reassign`]: { cadreId: cast.wang.id, reason: '换人' },
      [`${issue.id}/actions/release`]: { reason: '企业同意' },
      [`${issue.id}/actions/merge`]: { intoIssueId: other.id },
      // Whether the issue becomes a common one would tell whose it is.
      [`${other.id}/actions/merge`]: { intoIssueId: issue.id },
    };
    const refused = async (as: SignedIn): Promise<void> => {
      for (const [path, body] of Object.entries(attempts)) {
        const answer = await as.post(`${V1}/issues/${path}`, body);
        expect([path, answer.status]).toEqual([path, 403]);
      }
    };
    for (const as of offices) await refused(as);
    await cast.county.does('reassign', issue, { cadreId: cast.wang.id, coHandlerIds: [], reason: '换人' });
    for (const as of offices) {
      await refused(as);
      const texts = ['', '/events'].map(async (path) => (await as.get(`${V1}/issues/${issue.id}${path}`)).text);
      expect(found((await Promise.all(texts)).join('\n'))).toEqual([]);
      for (const query of BY_ENTERPRISE()) expect(await idsOf(as, query)).not.toContain(issue.id);
      const lines = (await as.get(`${V1}/issues?level=county&limit=200`).expect(200)).body as { items: Told[] };
      expect(lines.items.find(({ id }) => id === issue.id)).toMatchObject({ enterprise: null });
      await as.post(`${V1}/issues/${issue.id}/contact/reveal`, { reason: '需电话核实' }).expect(403);
    }
    // Whoever has not handled it goes on, and the release shows it to everybody again.
    await cast.county.does('release', issue, { reason: '企业同意' });
    for (const as of offices) {
      const { body } = await as.get(`${V1}/issues/${issue.id}`).expect(200);
      expect(body).toMatchObject({ enterprise: { id: cast.mill.id } });
    }
  });

  it('no filter, search, count or drill-down by the enterprise finds it', async () => {
    const issue = await confidential();
    expect(await idsOf(cast.li.as, 'level=county')).toContain(issue.id);
    for (const query of BY_ENTERPRISE()) {
      expect([query, await idsOf(cast.li.as, query)]).toEqual([query, expect.not.arrayContaining([issue.id])]);
      expect([query, await idsOf(cast.county.as, query)]).toEqual([query, expect.arrayContaining([issue.id])]);
    }
  });

  it('no report tells the size to whoever has handled it, and its numbers agree with their lists', async () => {
    await confidential();
    const handler = t.as.role('coordinator', { regionCode: '411602', cadreId: cast.li.id, username: 'office-of-li' });
    type Row = LinkedFigures & { key: string };
    const rowsOf = async (as: SignedIn, path: string): Promise<Row[]> =>
      ((await as.get(`${V1}/reports/${path}groupBy=enterprise_size`).expect(200)).body as { rows: Row[] }).rows;
    for (const path of ['completion?', 'cross?splitBy=level&', 'comparison?', 'flow?', 'ageing?'])
      for (const [as, isKept] of [
        [handler, true],
        [cast.county.as, false],
      ] as const)
        expect([path, (await rowsOf(as, path)).some(({ key }) => key === 'none')]).toEqual([path, isKept]);
    const rows = await rowsOf(handler, 'completion?');
    for (const [url, number] of rows.flatMap(linksOf))
      expect([url, (await idsOf(handler, url.slice(url.indexOf('?') + 1))).length]).toEqual([url, number]);
  });

  it('it is not there for the paired cadre, and the contact is not revealed to its lead', async () => {
    const issue = await confidential();
    for (const path of ['', '/events', '/actions'])
      await cast.wang.as.get(`${V1}/issues/${issue.id}${path}`).expect(404);
    const answer = await cast.li.as.post(`${V1}/issues/${issue.id}/contact/reveal`, { reason: '想知道是谁' });
    expect([answer.status, found(answer.text)]).toEqual([403, []]);
  });

  it('an objection does not name the user of the enterprise to a co-handler', async () => {
    const issue = await confidential();
    await cast.county.does('reassign', issue, { cadreId: cast.wang.id, coHandlerIds: [cast.li.id], reason: '分工' });
    await cast.county.does('refuse', issue);
    await cast.mill.does('object', issue);
    const { text } = await cast.li.as.get(`${V1}/issues/${issue.id}`).expect(200);
    expect([text.includes('"mill"'), found(text)]).toEqual([false, []]);
  });

  it('a merge does not tell the lead of the common issue that both are of one enterprise', async () => {
    const child = await confidential();
    const parent = await cast.mill.submits();
    await cast.county.does('merge', child, { intoIssueId: parent.id });
    const entries = await cast.wang.timeline(parent);
    const takenIn = entries.find(({ action }) => action === 'take-in');
    expect(takenIn?.details).toEqual({ confidential: true });
  });

  it('nor does one into it, to whoever has handled the other and handles both now', async () => {
    const known = await cast.mill.submits();
    await cast.county.does('reassign', known, { cadreId: cast.li.id, reason: '熟悉用工' });
    const issue = await confidential();
    await cast.county.does('merge', known, { intoIssueId: issue.id });
    const own = (await cast.li.timeline(issue)).find(({ action }) => action === 'take-in');
    expect(own?.details).toEqual({ confidential: false });
    // Wang is paired with the mill and still sees what was merged; where it went is told to the office.
    const { text } = await cast.wang.as.get(`${V1}/issues/${known.id}`).expect(200);
    const merged = (await cast.wang.timeline(known)).find(({ action }) => action === 'merge');
    expect([text.includes(issue.id), merged?.details]).toEqual([false, { confidential: true }]);
    expect(await cast.county.sees(known)).toMatchObject({ mergedIntoId: issue.id });
    const told = (await cast.county.timeline(known)).find(({ action }) => action === 'merge');
    expect(told?.details).toMatchObject({ intoIssueId: issue.id });
  });
});

describe('the release', () => {
  it('shows the enterprise to the unit that handles it, with a reason, once', async () => {
    const issue = await confidential();
    expect(await cast.li.tries('release', issue, { reason: '我要联系' })).toMatchObject({ status: 403 });
    expect(await cast.county.tries('release', issue, {})).toMatchObject({ status: 400 });
    await cast.county.does('release', issue, { reason: '企业同意' });
    expect(found(await everythingOf(cast.li.as, issue))).toEqual(
      expect.arrayContaining([cast.mill.id, '川汇棉纺', ...Object.values(CONTACT)]),
    );
    expect(await idsOf(cast.li.as, `enterpriseId=${cast.mill.id}`)).toContain(issue.id);
    const released = { status: 409, code: 'issue.not-hidden' };
    expect(await cast.county.tries('release', issue, { reason: '再次' })).toEqual(released);
    expect((await cast.mill.timeline(issue)).map(({ action }) => action)).toContain('release');
    expect((await auditOf('issue.release')).at(-1)).toMatchObject({ subjectId: issue.id, actorRole: 'coordinator' });
  });

  it('ends when another unit takes over', async () => {
    const issue = await confidential();
    await cast.county.does('release', issue, { reason: '企业同意' });
    await cast.county.does('reassign', issue, { cadreId: cast.zhao.id, reason: '属财政事项' });
    expect(found(await everythingOf(cast.zhao.as, issue))).toEqual([]);
  });

  it('is no business of an issue that is not confidential', async () => {
    const issue = await cast.mill.submits();
    expect(await cast.county.tries('release', issue, { reason: '无' })).toMatchObject({ code: 'issue.not-hidden' });
  });
});

describe('every look at one', () => {
  it('is proved, of one and of a list that names the enterprise; of its own enterprise it is not', async () => {
    const issue = await confidential();
    const seen = async () =>
      (await auditOf('issue.read-confidential')).filter(
        ({ subjectId, details }) => subjectId === issue.id || details.includes(issue.id),
      );
    const before = (await seen()).length;
    await cast.mill.as.get(`${V1}/issues/${issue.id}`).expect(200);
    await cast.mill.as.get(`${V1}/issues`).expect(200);
    await cast.li.as.get(`${V1}/issues`).expect(200);
    expect(await seen()).toHaveLength(before);
    await cast.county.as.get(`${V1}/issues/${issue.id}`).expect(200);
    await cast.auditor.as.get(`${V1}/issues/${issue.id}/events`).expect(200);
    await cast.li.as.get(`${V1}/issues/${issue.id}/actions`).expect(200);
    await cast.manager.as.get(`${V1}/issues`).expect(200);
    const entries = (await seen()).slice(before);
    expect(entries.map(({ actorRole }) => actorRole)).toEqual(['coordinator', 'auditor', 'cadre', 'manager']);
  });

  it('and every step is told without the name and number of the contact', async () => {
    const issue = await confidential();
    const entries = await t.reader.all<{ action: string; after: string }>(
      sql`SELECT action, after FROM audit_entry WHERE subject_id = ${issue.id} AND action <> 'issue.read-confidential'`,
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['issue.submit', 'issue.accept', 'issue.assign']),
    );
    const text = entries.map((entry) => JSON.stringify(entry)).join('\n');
    expect(Object.values(CONTACT).filter((value) => text.includes(value))).toEqual([]);
  });
});
