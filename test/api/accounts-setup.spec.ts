import sql from 'sql-template-tag';
import { DAY } from '../../src/kernel/clock.js';
import { SetupTokens } from '../../src/modules/accounts/index.js';
import { expectRefused } from '../support/refusals.js';
import { loadReferenceData } from '../support/sample-bodies.js';
import { startApp, type TestApp } from '../support/test-app.js';

const CLOSED = { status: 404, code: 'setup.closed' };

let t: TestApp;
beforeEach(async () => {
  t = await startApp();
  await loadReferenceData(t);
});
afterEach(() => t.close());

const body = (token: string, more: object = {}) => ({
  ...{ token, username: 'chief', displayName: '系统管理员', password: 'First-2024', ...more },
});
const setUp = (token: string, more: object = {}) => t.http.post('/api/v1/setup').send(body(token, more));
const tokens = () => t.get(SetupTokens);

describe('the first start', () => {
  it('has no account and no password; its token makes one administrator', async () => {
    expect(await t.reader.all(sql`SELECT id FROM app_user`)).toEqual([]);
    const token = (await tokens().atStart())!;
    const { body: account } = await setUp(token).expect(201);
    expect(account).toMatchObject({ username: 'chief', role: 'admin', regionCode: '410000', active: true });
    const chief = t.as.user('chief', 'First-2024');
    await chief.get('/api/v1/users').expect(200);
    await expectRefused(() => setUp(token, { username: 'second' }), CLOSED);
    expect(await tokens().atStart()).toBeNull();
    await expect(tokens().renew()).rejects.toMatchObject({ code: 'setup.done' });
  });

  it('gives one good token, however many processes start at once', async () => {
    const printed = (await Promise.all([1, 2, 3, 4].map(() => tokens().atStart()))).filter((token) => token !== null);
    expect(printed).toHaveLength(1);
    expect(await tokens().atStart()).toBeNull();
    await setUp(printed[0]!).expect(201);
  });

  it('makes one administrator when the token is used several times at once', async () => {
    const token = (await tokens().atStart())!;
    const answers = await Promise.all(['a1', 'a2', 'a3'].map((username) => setUp(token, { username })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect(await t.reader.all(sql`SELECT id FROM app_user`)).toHaveLength(1);
  });

  it('keeps nothing of the token but its hash', async () => {
    const token = (await tokens().atStart())!;
    const kept = [
      ...(await t.reader.all(sql`SELECT * FROM setup_token`)),
      ...(await t.reader.all(sql`SELECT * FROM audit_entry`)),
    ];
    expect(kept.length).toBeGreaterThan(1);
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it('refuses every other token, and one that is a day old, alike', async () => {
    await expectRefused(() => setUp('made-up'), CLOSED);
    const first = (await tokens().atStart())!;
    const second = await tokens().renew();
    await expectRefused(() => setUp(first), CLOSED);
    t.clock.advance(DAY);
    await expectRefused(() => setUp(second), CLOSED);
    await setUp((await tokens().atStart())!).expect(201);
  });

  it('asks for a good password and a username, and leaves the token good until then', async () => {
    const token = (await tokens().atStart())!;
    const weak = { status: 422, code: 'password.weak', fields: ['password'] };
    await expectRefused(() => setUp(token, { password: 'password' }), weak);
    const nameless = { status: 422, code: 'user.username', fields: ['username'] };
    await expectRefused(() => setUp(token, { username: 'two words' }), nameless);
    await setUp(token).expect(201);
  });
});
