import { insertRows } from '../../src/platform/persistence/index.js';
import { type NewUser, Passwords, Users } from '../../src/modules/identity/index.js';
import type { SignedIn } from './people.js';
import type { TestApp } from './test-app.js';

/** What a sign-in is answered with. */
export interface Signed {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly user: Readonly<Record<string, unknown>>;
}

/** Where the accounts of these tests belong, and whom they stand for. */
export const HOME = { regionCode: '990001', departmentId: 'd1', cadreId: 'c1', enterpriseId: 'e1' } as const;

export const PASSWORD = 'Zhoukou-2024';

type Traits = Partial<NewUser> & { readonly passwordHash?: string | null };

/** For tests of signing in itself, which {@link People} takes for granted. */
export class Accounts {
  private opened = 0;

  private constructor(
    private readonly t: TestApp,
    private readonly passwordHash: string,
  ) {}

  static async of(t: TestApp): Promise<Accounts> {
    await insertHome(t);
    return new Accounts(t, await t.get(Passwords).hash(PASSWORD));
  }

  /** An account that no other test uses, by default a coordinator with {@link PASSWORD}. */
  async open(traits: Traits = {}) {
    const newUser = {
      username: `person${++this.opened}`,
      displayName: '李娜',
      role: 'coordinator',
      regionCode: HOME.regionCode,
      passwordHash: this.passwordHash,
    } as const;
    const [user] = await this.t.uow.run((tx) => this.t.get(Users).createMany(tx, [{ ...newUser, ...traits }]));
    return user!;
  }

  login(username: string, password: string = PASSWORD) {
    return this.t.http.post('/api/v1/auth/login').send({ username, password });
  }

  refresh(refreshToken: string) {
    return this.t.http.post('/api/v1/auth/refresh').send({ refreshToken });
  }

  me(bearer: string) {
    return this.t.as.bearer(bearer).get('/api/v1/me');
  }

  async signIn(username: string): Promise<Signed> {
    const answer = await this.login(username).expect(200);
    return answer.body as Signed;
  }

  /** A new account, signed in. */
  async owner(traits: Traits = {}): Promise<{ id: string; as: SignedIn }> {
    const { id, username } = await this.open(traits);
    const { accessToken } = await this.signIn(username);
    return { id, as: this.t.as.bearer(accessToken) };
  }
}

function insertHome(t: TestApp): Promise<void> {
  const { regionCode, departmentId, cadreId, enterpriseId } = HOME;
  const now = t.clock.now();
  const made = { createdAt: now, updatedAt: now, version: 1 };
  const timeless = { validFrom: null, validTo: null, successorCode: null };
  const region = { code: regionCode, name: '测试县', nameEn: null, level: 'county', kind: 'gb', ...timeless };
  const department = { id: departmentId, code: 'd1', name: '工信局', nameEn: null, functionCode: 'industry' };
  const cadre = { id: cadreId, name: '张伟', phone: '13800000000', capacity: 5, onDuty: true, deputyId: null };
  const enterprise = { id: enterpriseId, creditCode: '91000000MA00000001', name: '豫东面粉厂', industry: 'food' };
  const unsaid = { size: 'small', chainCode: null, honours: '[]', contacts: '[]', status: 'active' };
  return t.uow.run(async (tx) => {
    await tx.run(insertRows('region', [{ ...region, parentCode: null, numberPrefix: null, version: 1 }]));
    await tx.run(insertRows('department', [{ ...department, regionCode, active: true, version: 1 }]));
    await tx.run(insertRows('cadre', [{ ...cadre, regionCode, departmentId, ...made }]));
    await tx.run(insertRows('enterprise', [{ ...enterprise, ...unsaid, regionCode, ...made }]));
  });
}
