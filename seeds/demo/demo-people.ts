import type { Actor } from '../../src/kernel/actor.js';
import { Cadres } from '../../src/modules/cadres/index.js';
import { Enterprises, Pairings } from '../../src/modules/enterprises/index.js';
import { Passwords, Users } from '../../src/modules/identity/index.js';
import { AuditTrail } from '../../src/platform/audit/index.js';
import { IdSource } from '../../src/kernel/ids.js';
import { UnitOfWork } from '../../src/platform/persistence/index.js';
import type { DemoCadre, DemoEnterprise, DemoPlan } from './plan-types.js';

/** The password of every demo account; published, which is why demo mode listens on loopback only. */
export const DEMO_PASSWORD = 'zhuqi-demo';

const CITY = '411600';
const PROVINCE = '410000';

/** Hands out providers of the running application by their class. */
export interface Providers {
  get<T>(token: abstract new (...args: never[]) => T): T;
}

/** Who is entered: of the demo, or of a simulated city. */
export type Population = Pick<DemoPlan, 'cadres' | 'enterprises' | 'pairings' | 'demoCadreKey' | 'demoEnterpriseKey'>;

/** Everybody in the demo, by the keys of the plan. */
export interface DemoPeople {
  readonly cadreIds: ReadonlyMap<string, string>;
  readonly enterpriseIds: ReadonlyMap<string, string>;
  /** By cadre id. */
  readonly cadreActors: ReadonlyMap<string, Actor>;
  /** By enterprise key. */
  readonly enterpriseActors: ReadonlyMap<string, Actor>;
  readonly officials: Readonly<Record<'coordinator' | 'coordinator-henan' | 'manager', Actor>>;
}

interface Account extends Actor {
  readonly username: string;
}

/** Enters cadres, enterprises, pairings and accounts through the services; only the demo accounts can sign in. */
export async function enterPeople(app: Providers, plan: Population): Promise<DemoPeople> {
  const ids = app.get(IdSource);
  const cadreIds = new Map(plan.cadres.map(({ key }) => [key, ids.next()]));
  const enterpriseIds = new Map(plan.enterprises.map(({ key }) => [key, ids.next()]));
  const known = { cadreIds, enterpriseIds };
  await enterRegisters(app, plan, known);
  const cadres = plan.cadres.map((cadre) => cadreAccount(cadre, plan, known, ids.next()));
  const enterprises = plan.enterprises.map((enterprise) => enterpriseAccount(enterprise, plan, known, ids.next()));
  const officials = officialAccounts(() => ids.next());
  await openAccounts(app, [...cadres, ...enterprises, ...Object.values(officials)]);
  return {
    ...known,
    cadreActors: new Map(cadres.map((account) => [account.cadreId!, account])),
    enterpriseActors: new Map(plan.enterprises.map(({ key }, index) => [key, enterprises[index]!])),
    officials,
  };
}

type Known = Pick<DemoPeople, 'cadreIds' | 'enterpriseIds'>;

async function enterRegisters(app: Providers, plan: Population, { cadreIds, enterpriseIds }: Known): Promise<void> {
  await app.get(UnitOfWork).run(async (tx) => {
    await app.get(Cadres).createMany(
      tx,
      plan.cadres.map(({ key, departmentCode, deputyKey, ...cadre }) => ({
        ...cadre,
        id: cadreIds.get(key)!,
        departmentId: departmentCode,
        deputyId: deputyKey === undefined ? null : cadreIds.get(deputyKey)!,
      })),
    );
    await app.get(Enterprises).createMany(
      tx,
      plan.enterprises.map(({ key, ...enterprise }) => ({ ...enterprise, id: enterpriseIds.get(key)! })),
    );
    await app.get(Pairings).addMany(
      tx,
      plan.pairings.map(({ enterpriseKey, cadreKey, ...pairing }) => ({
        ...pairing,
        enterpriseId: enterpriseIds.get(enterpriseKey)!,
        cadreId: cadreIds.get(cadreKey)!,
      })),
    );
    const { cadres, enterprises, pairings } = plan;
    app.get(AuditTrail).record(tx, {
      action: 'demo.entered',
      details: { cadres: cadres.length, enterprises: enterprises.length, pairings: pairings.length },
    });
  });
}

function cadreAccount(cadre: DemoCadre, plan: Population, known: Known, userId: string): Account {
  return {
    userId,
    username: cadre.key === plan.demoCadreKey ? 'cadre' : cadre.key,
    displayName: cadre.name,
    role: 'cadre',
    regionCode: cadre.regionCode,
    cadreId: known.cadreIds.get(cadre.key)!,
    departmentId: cadre.departmentCode,
    enterpriseId: null,
  };
}

function enterpriseAccount(enterprise: DemoEnterprise, plan: Population, known: Known, userId: string): Account {
  return {
    userId,
    username: enterprise.key === plan.demoEnterpriseKey ? 'enterprise' : enterprise.key,
    displayName: enterprise.contacts[0]?.name ?? enterprise.name,
    role: 'enterprise',
    regionCode: enterprise.regionCode,
    cadreId: null,
    departmentId: null,
    enterpriseId: known.enterpriseIds.get(enterprise.key)!,
  };
}

function officialAccounts(nextId: () => string) {
  const official = (
    username: string,
    role: 'coordinator' | 'manager' | 'auditor' | 'admin' | 'security',
    regionCode: string,
    displayName: string,
  ): Account => ({
    ...{ userId: nextId(), username, displayName, role, regionCode },
    ...{ cadreId: null, departmentId: null, enterpriseId: null },
  });
  return {
    coordinator: official('coordinator', 'coordinator', CITY, '周口市活动办'),
    'coordinator-henan': official('coordinator-henan', 'coordinator', PROVINCE, '河南省活动办'),
    manager: official('manager', 'manager', CITY, '周口市分管领导'),
    auditor: official('auditor', 'auditor', CITY, '周口市督查审计'),
    admin: official('admin', 'admin', PROVINCE, '系统管理员'),
    security: official('security', 'security', PROVINCE, '安全管理员'),
  };
}

const SIGN_IN = new Set([
  'cadre',
  'enterprise',
  'coordinator',
  'coordinator-henan',
  'manager',
  'auditor',
  'admin',
  'security',
]);

async function openAccounts(app: Providers, accounts: readonly Account[]): Promise<void> {
  const hash = await app.get(Passwords).hash(DEMO_PASSWORD);
  await app.get(UnitOfWork).run((tx) =>
    app.get(Users).createMany(
      tx,
      accounts.map(({ userId, username, displayName, role, regionCode, cadreId, enterpriseId }) => ({
        ...{ id: userId, username, displayName, regionCode, cadreId, enterpriseId },
        role: role as Exclude<typeof role, 'system'>,
        passwordHash: SIGN_IN.has(username) ? hash : null,
      })),
    ),
  );
}
