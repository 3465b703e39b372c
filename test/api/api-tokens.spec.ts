import { setTimeout } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { DAY, iso, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { insertRows } from '../../src/platform/persistence/index.js';
import { Accounts, PASSWORD } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

const tokenPlan = (traits: object = {}) => ({
  name: '12345 热线',
  scopes: ['profile:read', 'issue:read'],
  expiresAt: iso(t.clock.now() + 30 * DAY),
  ...traits,
});

describe('an API token', () => {
  const tokens = '/api/v1/auth/tokens';

  it('is shown once, listed without its secret, and stored as a hash', async () => {
    const { id: userId, as } = await accounts.owner();
    const made = (await as.post(tokens, tokenPlan()).expect(201)).body as { id: string; token: string };
    expect(made).toEqual({
      id: expect.any(String) as string,
      name: '12345 热线',
      scopes: ['profile:read', 'issue:read'],
      createdAt: iso(t.clock.now()),
      expiresAt: iso(t.clock.now() + 30 * DAY),
      lastUsedAt: null,
      token: expect.stringMatching(/^zq_[\w-]{43}$/) as string,
    });
    const listed = await as.get(tokens).expect(200);
    const { token, ...shown } = made;
    expect(listed.body).toEqual({ items: [shown], nextCursor: null });
    const rows = await t.reader.all(sql`SELECT * FROM api_token WHERE user_id = ${userId}`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice(3));
  });

  it('lets its bearer do what both its scopes and the role of its owner allow', async () => {
    const { id: userId, as } = await accounts.owner();
    const made = await as.post(tokens, tokenPlan()).expect(201);
    const { token } = made.body as { token: string };
    expect((await accounts.me(token).expect(200)).body).toMatchObject({
      id: userId,
      scopes: ['profile:read', 'issue:read'],
    });
    const refused = await t.as.bearer(token).post('/api/v1/auth/logout').expect(403);
    expect(refused.body).toMatchObject({
      code: 'access.scope-missing',
      detail: '您没有此操作所需的权限：profile:write',
    });

    await t.uow.run((tx) => tx.run(sql`UPDATE app_user SET role = ${'admin'} WHERE id = ${userId}`));
    t.clock.advance(2 * SECOND);
    expect((await accounts.me(token).expect(200)).body).toMatchObject({ role: 'admin', scopes: ['profile:read'] });
  });

  it('cannot make another one, change the password, or sign out', async () => {
    const { as } = await accounts.owner();
    const made = await as.post(tokens, tokenPlan({ scopes: ['profile:read', 'profile:write'] })).expect(201);
    const bearer = t.as.bearer((made.body as { token: string }).token);
    const passwords = { currentPassword: PASSWORD, newPassword: 'Chuanhui-2024' };
    for (const request of [
      bearer.post(tokens, tokenPlan({ scopes: ['profile:read'] })),
      bearer.post('/api/v1/auth/password', passwords),
      bearer.post('/api/v1/auth/logout'),
    ]) {
      expect((await request.expect(403)).body).toMatchObject({ code: 'auth.session-required' });
    }
    await bearer.get(tokens).expect(200);
  });

  it('expires', async () => {
    const { as } = await accounts.owner();
    const made = await as.post(tokens, tokenPlan({ expiresAt: iso(t.clock.now() + MINUTE) })).expect(201);
    const { token } = made.body as { token: string };
    t.clock.advance(MINUTE - 1);
    await accounts.me(token).expect(200);
    t.clock.advance(1);
    expect((await accounts.me(token).expect(401)).body).toMatchObject({ code: 'auth.expired' });
    expect((await as.get(tokens).expect(200)).body).toMatchObject({ items: [] });
  });

  it('ends at once when its owner revokes it, and nobody else can', async () => {
    const [{ as }, stranger] = [await accounts.owner(), await accounts.owner()];
    const { id, token } = (await as.post(tokens, tokenPlan()).expect(201)).body as { id: string; token: string };
    await accounts.me(token).expect(200);
    await stranger.as.delete(`${tokens}/${id}`).expect(404);
    await accounts.me(token).expect(200);
    await as.delete(`${tokens}/${id}`).expect(204);
    expect((await accounts.me(token).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    expect((await as.delete(`${tokens}/${id}`).expect(404)).body).toMatchObject({ code: 'token.not-found' });
    expect((await as.get(tokens).expect(200)).body).toMatchObject({ items: [] });
  });

  it('leaves a trace when it is made and when it is revoked, without its secret', async () => {
    const { id: userId, as } = await accounts.owner();
    const { id, token } = (await as.post(tokens, tokenPlan()).expect(201)).body as { id: string; token: string };
    await as.delete(`${tokens}/${id}`).expect(204);
    const entries = await t.reader.all<{ details: string }>(
      sql`SELECT action, actor_id, address, details FROM audit_entry WHERE subject_id = ${id} ORDER BY sequence`,
    );
    const who = { actorId: userId, address: '127.0.0.1' };
    const { name, scopes, expiresAt } = tokenPlan();
    expect(entries.map((entry) => ({ ...entry, details: JSON.parse(entry.details) as unknown }))).toEqual([
      { action: 'token.created', ...who, details: { name, scopes, expiresAt } },
      { action: 'token.revoked', ...who, details: { name } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(token.slice(3));
  });

  it('is not made in a session that another process has ended a moment ago', async () => {
    const { id: userId, as } = await accounts.owner();
    await as.get(tokens).expect(200);
    await t.uow.run((tx) => tx.run(sql`UPDATE session SET ended_at = ${t.clock.now()} WHERE user_id = ${userId}`));
    expect((await as.post(tokens, tokenPlan()).expect(401)).body).toMatchObject({ code: 'auth.invalid' });
    expect(await t.reader.all(sql`SELECT id FROM api_token WHERE user_id = ${userId}`)).toEqual([]);
  });

  it('tells its owner when it was last used, to the minute', async () => {
    const { as } = await accounts.owner();
    const { token } = (await as.post(tokens, tokenPlan()).expect(201)).body as { token: string };
    const lastUse = async (): Promise<unknown> => {
      const { items } = (await as.get(tokens).expect(200)).body as { items: { lastUsedAt: unknown }[] };
      return items[0]?.lastUsedAt;
    };
    const used = async (): Promise<string> => {
      await accounts.me(token).expect(200);
      return iso(t.clock.now());
    };
    // The note is written on the side.
    const noted = async (use: string): Promise<void> => {
      while ((await lastUse()) !== use) await setTimeout(10);
    };
    const firstUse = await used();
    await noted(firstUse);
    t.clock.advance(30 * SECOND);
    await used();
    t.clock.advance(30 * SECOND);
    expect(await lastUse()).toBe(firstUse);
    await noted(await used());
  });

  it.each([
    ['token.scope', { scopes: ['profile:read', 'policy:write'] }],
    ['token.expiry', { expiresAt: '2024-03-01T00:00:00Z' }],
    ['token.expiry', { expiresAt: '2026-03-01T00:00:00Z' }],
  ])('is refused with %s for %j', async (code, traits) => {
    const { as } = await accounts.owner();
    expect((await as.post(tokens, tokenPlan(traits)).expect(422)).body).toMatchObject({ code });
  });

  it.each([
    [{ scopes: [] }],
    [{ scopes: ['everything'] }],
    [{ scopes: ['issue:read', 'issue:read'] }],
    [{ name: ' ' }],
    [{ expiresAt: 'tomorrow' }],
    [{ token: 'zq_mine' }],
  ])('is refused as input with %j', async (traits) => {
    const { as } = await accounts.owner();
    await as.post(tokens, tokenPlan(traits)).expect(400);
  });

  it('is one of at most fifty', async () => {
    const { id: userId, as } = await accounts.owner();
    const now = t.clock.now();
    const row = { userId: userId, name: 'x', scopes: '[]', createdAt: now, lastUsedAt: null, revokedAt: null };
    const rows = Array.from({ length: 50 }, (_, n) => ({
      ...row,
      id: `t${n}`,
      tokenHash: `h${n}`,
      expiresAt: now + DAY,
    }));
    await t.uow.run((tx) => tx.run(insertRows('api_token', rows.slice(0, 49))));
    // The last place is not taken twice, not even at the same time.
    const answers = await Promise.all(Array.from({ length: 4 }, () => as.post(tokens, tokenPlan())));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    const answer = await as.post(tokens, tokenPlan()).set('Accept-Language', 'en').expect(422);
    expect(answer.body).toMatchObject({
      code: 'token.too-many',
      detail: expect.stringContaining('at most 50') as string,
    });
  });
});
