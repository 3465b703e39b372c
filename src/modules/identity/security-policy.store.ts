import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { first, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { SecurityPolicy } from './domain/security-policy.js';
import type { SecurityPolicyRow } from './entities/security-policy-row.entity.js';

/** The policy with the version of its row. */
export type VersionedPolicy = SecurityPolicy & { readonly version: number };

@Injectable()
export class SecurityPolicyStore {
  async read(session: SqlSession): Promise<VersionedPolicy> {
    const row = await first<SecurityPolicyRow>(session, sql`SELECT policy, version FROM security_policy WHERE id = 1`);
    if (row === null) throw new Error('the row of security_policy is missing');
    return { ...(JSON.parse(row.policy) as SecurityPolicy), version: row.version };
  }

  async write(tx: Tx, { version, ...policy }: VersionedPolicy, now: Instant): Promise<void> {
    await tx.run(sql`
      UPDATE security_policy SET policy = ${JSON.stringify(policy)}, updated_at = ${now}, version = ${version} WHERE id = 1`);
  }
}
