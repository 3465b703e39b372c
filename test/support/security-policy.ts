import sql from 'sql-template-tag';
import type { SecurityPolicy } from '../../src/modules/identity/domain/security-policy.js';
import { SignInCache } from '../../src/modules/identity/sign-in-cache.js';
import { ReferenceCaches } from '../../src/platform/persistence/index.js';
import type { TestApp } from './test-app.js';

/** As every database is delivered. */
export const DELIVERED_POLICY: SecurityPolicy = {
  passwordMaxDays: null,
  passwordHistory: 5,
  attempts: 5,
  lockMinutes: 15,
  secondFactorRoles: [],
  sessions: {
    officials: { idleMinutes: 30, absoluteHours: 12 },
    enterprises: { idleMinutes: 10_080, absoluteHours: 720 },
  },
};

/** Puts a policy in force past the API, whose sessions it might end. */
export async function enforcePolicy(t: TestApp, changes: Partial<SecurityPolicy> = {}): Promise<void> {
  const policy = JSON.stringify({ ...DELIVERED_POLICY, ...changes });
  await t.uow.run(async (tx) => {
    await tx.run(sql`UPDATE security_policy SET policy = ${policy}, version = version + 1`);
    await t.get(ReferenceCaches).changed(tx, 'security-policy');
    tx.afterCommit(() => t.get(SignInCache).forget());
  });
}
