import sql from 'sql-template-tag';
import { type NewUser, Users } from '../../src/modules/identity/index.js';
import { Accounts, HOME, PASSWORD } from '../support/accounts.js';
import { startApp, type TestApp } from '../support/test-app.js';

let t: TestApp;
let accounts: Accounts;
beforeAll(async () => {
  t = await startApp();
  accounts = await Accounts.of(t);
});
afterAll(() => t.close());

describe('accounts', () => {
  const create = (traits: Partial<NewUser> & { password?: string | null }) => {
    const newUser = {
      username: 'fang',
      displayName: '王芳',
      role: 'manager',
      regionCode: HOME.regionCode,
    } as const;
    return t.uow.run((tx) => t.get(Users).create(tx, { ...newUser, password: PASSWORD, ...traits }));
  };

  it('are opened in one spelling and found in any', async () => {
    const user = await create({ username: 'Ｗａｎｇ．Ｆａｎｇ' });
    expect(user).toMatchObject({ username: 'wang.fang', active: true, securityVersion: 1, version: 1 });
    expect(await t.get(Users).findByUsername(t.reader, ' WANG.FANG')).toEqual(user);
    await accounts.login('wang.fang').expect(200);
    await expect(create({ username: 'WANG.fang' })).rejects.toMatchObject({ code: 'user.username-taken' });
  });

  it.each([
    ['password.weak', { password: '12345678' }],
    ['user.username', { username: 'two words' }],
    ['user.link-required', { role: 'cadre' }],
    ['user.link-required', { role: 'enterprise' }],
    ['user.link-forbidden', { role: 'manager', cadreId: HOME.cadreId }],
    ['user.link-unknown', { role: 'cadre', cadreId: 'c404' }],
    ['user.link-unknown', { role: 'enterprise', enterpriseId: 'e404' }],
    ['user.link-unknown', { regionCode: '404' }],
  ] as const)('are refused with %s for %j', async (code, traits) => {
    await expect(create(traits)).rejects.toMatchObject({ code });
  });

  it('are opened by the thousand', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => ({
      username: `many${n}`,
      displayName: `干部${n}`,
      role: 'cadre' as const,
      regionCode: HOME.regionCode,
      cadreId: HOME.cadreId,
      passwordHash: null,
    }));
    await t.uow.run((tx) => t.get(Users).createMany(tx, many));
    const [count] = await t.reader.all(sql`SELECT COUNT(*) AS many FROM app_user WHERE username LIKE ${'many%'}`);
    expect(count).toEqual({ many: 2_500 });
  });
});
