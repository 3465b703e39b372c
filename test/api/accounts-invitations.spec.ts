import sql from 'sql-template-tag';
import { DAY, HOUR, iso } from '../../src/kernel/clock.js';
import { Accounts, HOME, PASSWORD } from '../support/accounts.js';
import type { SignedIn } from '../support/people.js';
import { expectRefused } from '../support/refusals.js';
import { startApp, type TestApp } from '../support/test-app.js';

interface Invitation {
  readonly token: string;
  readonly expiresAt: string;
}

const CHOSEN = 'Chosen-2024';
const INVALID = { status: 401, code: 'invitation.invalid' };

let t: TestApp;
let accounts: Accounts;
let admin: SignedIn;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
  admin = t.as.admin({ regionCode: HOME.regionCode });
});
afterAll(() => t.close());

const invite = async (id: string): Promise<Invitation> =>
  (await admin.post(`/api/v1/users/${id}/invitation`).expect(201)).body as Invitation;
const accept = (token: string, password: string = CHOSEN) =>
  t.http.post('/api/v1/auth/invitations/accept').send({ token, password });
async function refusals(): Promise<number> {
  const entries = await t.reader.all<{ details: string }>(
    sql`SELECT details FROM audit_entry WHERE action = 'access.refused'`,
  );
  return entries.filter(({ details }) => details.includes('invitation.invalid')).length;
}
const newcomer = () => accounts.open({ passwordHash: null });

describe('an invitation', () => {
  it('lets the holder of an account choose the first password', async () => {
    const { id, username } = await newcomer();
    const { token, expiresAt } = await invite(id);
    expect(expiresAt).toBe(iso(t.clock.now() + 72 * HOUR));
    await accounts.login(username, CHOSEN).expect(401);
    await accept(token).expect(204);
    await accounts.login(username, CHOSEN).expect(200);
  });

  it('is good for one use, also when it is used twice at once', async () => {
    const { id, username } = await newcomer();
    const { token } = await invite(id);
    const tries = ['First-2024', 'Second-2024', 'Third-2024'];
    const statuses = (await Promise.all(tries.map((password) => accept(token, password)))).map(({ status }) => status);
    expect([...statuses].sort()).toEqual([204, 401, 401]);
    const chosen = tries[statuses.indexOf(204)]!;
    const signedIn = await Promise.all(tries.map((password) => accounts.login(username, password)));
    expect(tries.filter((_, index) => signedIn[index]!.status === 200)).toEqual([chosen]);
  });

  it('that was never made, was used, has expired, or was followed by another one is refused alike', async () => {
    const { id } = await newcomer();
    const [used, followed] = [await invite((await newcomer()).id), await invite(id)];
    const expired = await invite((await newcomer()).id);
    await accept(used.token).expect(204);
    t.clock.advance(72 * HOUR);
    const next = await invite(id);
    const before = await refusals();
    for (const token of ['never-made', used.token, followed.token, expired.token]) {
      await expectRefused(() => accept(token), INVALID);
    }
    await accept(next.token).expect(204);
    // In each language once.
    expect(await refusals()).toBe(before + 8);
  });

  it('is still good after a password that is too weak', async () => {
    const { token } = await invite((await newcomer()).id);
    await expectRefused(() => accept(token, '12345678'), { status: 422, code: 'password.weak', fields: ['password'] });
    await accept(token).expect(204);
  });

  it('takes none of the passwords that the account has had lately, and none that names it', async () => {
    const { id, username } = await accounts.open();
    const { token } = await invite(id);
    const refused = (code: string) => ({ status: 422, code, fields: ['password'] });
    await expectRefused(() => accept(token, PASSWORD), refused('password.same'));
    await expectRefused(() => accept(token, `X-${username}-1`), refused('password.names-user'));
    await accept(token).expect(204);
    const { token: next } = await invite(id);
    await expectRefused(() => accept(next, PASSWORD), refused('password.used'));
    await accept(next, 'Another-2024').expect(204);
  });

  it('is good no more when the password, the role or the state of the account has changed since', async () => {
    const user = await accounts.open();
    const change = (patch: object) => admin.patch(`/api/v1/users/${user.id}`, patch).expect(200);
    for (const what of [
      () => change({ role: 'manager' }),
      () => change({ active: false }).then(() => change({ active: true })),
      () => t.as.security().post(`/api/v1/users/${user.id}/end-sessions`).expect(204),
      async () => {
        const me = t.as.bearer((await accounts.signIn(user.username)).accessToken);
        const body = { currentPassword: PASSWORD, newPassword: 'Chuanhui-2024' };
        await me.post('/api/v1/auth/password', body).expect(204);
      },
    ]) {
      const { token } = await invite(user.id);
      await what();
      await expectRefused(() => accept(token), INVALID);
    }
  });

  it('for a forgotten password ends what the old one has opened', async () => {
    const { id, username } = await accounts.open();
    const { accessToken, refreshToken } = await accounts.signIn(username);
    const plan = { name: 'hotline', scopes: ['profile:read'], expiresAt: iso(t.clock.now() + DAY) };
    const { body } = await t.as.bearer(accessToken).post('/api/v1/auth/tokens', plan).expect(201);
    await accept((await invite(id)).token).expect(204);
    await accounts.me(accessToken).expect(401);
    await accounts.me((body as { token: string }).token).expect(401);
    await accounts.refresh(refreshToken).expect(401);
    await accounts.login(username).expect(401);
    await accounts.login(username, CHOSEN).expect(200);
  });

  it('is not made for a closed account, and one that was made opens none', async () => {
    const { id } = await newcomer();
    const { token } = await invite(id);
    await admin.patch(`/api/v1/users/${id}`, { active: false }).expect(200);
    await expectRefused(() => accept(token), INVALID);
    await expectRefused(() => admin.post(`/api/v1/users/${id}/invitation`), { status: 422, code: 'user.ended' });
    await expectRefused(() => admin.post('/api/v1/users/nobody/invitation'), { status: 404, code: 'user.not-found' });
  });
});
