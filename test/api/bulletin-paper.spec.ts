import sql, { raw } from 'sql-template-tag';
import { MINUTE } from '../../src/kernel/clock.js';
import { type Cast, Stories, type Told } from '../support/issue-stories.js';
import { create } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const BULLETINS = '/api/v1/bulletins';
const YEAR = { from: '2024-01-01', to: '2025-01-01' };

let t: TestApp;
let cast: Cast;
let secret: Told;
let id: string;

beforeAll(async () => {
  t = await startApp();
  const stories = await Stories.of(t);
  ({ cast } = stories);
  await stories.closed();
  secret = await cast.bakery.submits({ confidential: true, title: '川汇面粉的秘密' });
  const open = await cast.mill.submits({ title: '<b>招工</b> & "用电"' });
  await create(cast.city.as, BULLETINS, YEAR);
  const exclusions = [
    { issueId: secret.id, reason: '<script>alert(1)</script>' },
    { issueId: open.id, reason: '涉诉' },
  ];
  ({ id } = await create(cast.city.as, BULLETINS, { ...YEAR, title: '情况<通报>', exclusions }));
});
afterAll(() => t.close());

const page = (query = '') => cast.auditor.as.get(`${BULLETINS}/${id}/print${query}`).expect(200);

describe('the paper', () => {
  it.each([
    [
      '?lang=zh',
      'zh-CN',
      ['周口市助企活动办公室', '通报〔2024〕2号', '办结率', '2024-01-01 至 2024-12-31', '北京时间'],
    ],
    ['?lang=en', 'en', ['Enterprise Assistance Office of', 'Bulletin 2024-2', 'Completion', 'UTC+8']],
  ])('%s is complete in its language', async (query, language, words) => {
    const { text, headers } = await page(query);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
    for (const word of words) expect(text).toContain(word);
    const { body } = await cast.auditor.as.get(`${BULLETINS}/${id}`);
    expect(text).toContain((body as { hash: string }).hash);
    expect(text).not.toMatch(/undefined|\[object|NaN|\{\w+\}/);
  });

  it('is in the language of the reader unless said otherwise', async () => {
    expect((await page().set('Accept-Language', 'en')).text).toContain('<html lang="en">');
    expect((await page()).text).toContain('<html lang="zh-CN">');
    await cast.auditor.as.get(`${BULLETINS}/${id}/print?lang=fr`).expect(400);
  });

  it('runs nothing, loads nothing, and shows what people have written as they wrote it', async () => {
    const { text, headers } = await page();
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; /);
    expect(text).not.toMatch(/<script|<b>招工|<通报>|\shref=|\ssrc=|url\(|@import|\sstyle=|\son\w+=/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('&lt;b&gt;招工&lt;/b&gt; &amp; &quot;用电&quot;');
    expect(text).toContain('情况&lt;通报&gt;');
  });

  it('names no cadre, no person and no enterprise, and of a confidential issue nothing but its number', async () => {
    const { body } = await cast.auditor.as.get(`${BULLETINS}/${id}`);
    for (const told of [(await page()).text, (await page('?lang=en')).text, JSON.stringify(body)]) {
      expect(told).toContain(secret.number);
      expect(told).not.toMatch(/川汇面粉|川汇棉纺|wang|qian|"city"|李经理/);
    }
  });
});

describe('what was published', () => {
  const verdict = async (of = id): Promise<{ ok: boolean; faults: string[] }> => {
    const { body } = await cast.auditor.as.get(`${BULLETINS}/${of}/verify`).expect(200);
    const { ok, faults } = body as { ok: boolean; faults: string[] };
    return { ok, faults };
  };
  /** What only the owner of the database can do: the triggers are taken away. */
  const unlock = () =>
    t.uow.run(async (tx) => {
      for (const table of ['bulletin', 'bulletin_exclusion']) {
        if (DATABASE === 'postgres') await tx.run(raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`));
        else for (const verb of ['update', 'delete']) await tx.run(raw(`DROP TRIGGER ${table}_no_${verb}`));
      }
    });

  it('cannot be changed or taken back, not even by a statement', async () => {
    const statements = [
      sql`UPDATE bulletin SET content = '{}' WHERE id = ${id}`,
      sql`DELETE FROM bulletin WHERE id = ${id}`,
      sql`UPDATE bulletin_exclusion SET reason = '' WHERE bulletin_id = ${id}`,
      sql`DELETE FROM bulletin_exclusion WHERE bulletin_id = ${id}`,
    ];
    for (const statement of statements)
      await expect(t.uow.run((tx) => tx.run(statement))).rejects.toThrow(/append-only/);
    expect(await verdict()).toEqual({ ok: true, faults: [] });
  });

  it('is on record with its number, its hash and what was left out', async () => {
    const { body } = await cast.auditor.as.get('/api/v1/audit?action=bulletin.published').expect(200);
    const { items } = body as { items: { subject: object; after: object; details: object }[] };
    expect(items).toHaveLength(2);
    expect(JSON.stringify(items)).toContain('2024-2');
    const { body: bulletin } = await cast.auditor.as.get(`${BULLETINS}/${id}`).expect(200);
    expect(JSON.stringify(items)).toContain((bulletin as { hash: string }).hash);
    expect(JSON.stringify(items)).toContain(secret.id);
  });

  describe('and is changed underneath', () => {
    let kept: Record<string, string | number | null>;
    beforeAll(async () => {
      await unlock();
      [kept] = (await t.reader.all<typeof kept>(sql`SELECT * FROM bulletin WHERE id = ${id}`)) as [typeof kept];
    });
    afterEach(() =>
      t.uow.run(async (tx) => {
        const { content, hash, signature, keyId, previousHash, year } = kept;
        await tx.run(sql`UPDATE bulletin SET content = ${content}, hash = ${hash}, signature = ${signature},
          key_id = ${keyId}, previous_hash = ${previousHash}, year = ${year} WHERE id = ${id}`);
      }),
    );
    const change = (statement: ReturnType<typeof sql>) => t.uow.run((tx) => tx.run(statement));

    it.each([
      ['what it says', () => sql`content = ${String(kept.content).replace('"received":', '"received":1')}`, ['hash']],
      ['all that it says', () => sql`content = 'nothing'`, ['hash', 'columns', 'exclusions']],
      ['its hash', () => sql`hash = ${'1'.repeat(64)}`, ['hash', 'signature']],
      ['its signature', () => sql`signature = ${'AAAA'.repeat(22)}`, ['signature']],
      ['its key', () => sql`key_id = '0123456789abcdef'`, ['other-key']],
      ['how it is listed', () => sql`year = 2023`, ['columns', 'previous']],
      ['which one it follows', () => sql`previous_hash = ${'0'.repeat(64)}`, ['hash', 'previous']],
    ])('tells of %s', async (_what, assignment, faults) => {
      await change(sql`UPDATE bulletin SET ${assignment()} WHERE id = ${id}`);
      expect(await verdict()).toEqual({ ok: false, faults });
    });

    it('tells of another reason, and of a bulletin that is gone before it', async () => {
      await change(sql`UPDATE bulletin_exclusion SET reason = '另有原因' WHERE issue_id = ${secret.id}`);
      expect(await verdict()).toEqual({ ok: false, faults: ['exclusions'] });
      await change(
        sql`UPDATE bulletin_exclusion SET reason = '<script>alert(1)</script>' WHERE issue_id = ${secret.id}`,
      );
      expect(await verdict()).toEqual({ ok: true, faults: [] });
      await change(sql`DELETE FROM bulletin WHERE sequence = 1`);
      expect(await verdict()).toEqual({ ok: false, faults: ['previous'] });
    });
  });
});

it('a bulletin shows restatements beside it and stays what it was', async () => {
  t.clock.advance(MINUTE);
  const { body } = await cast.auditor.as.get(`${BULLETINS}/${id}/restatements`).expect(200);
  expect(body).toMatchObject({ restated: 0, items: [] });
});
