import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import type { SecurityPolicy } from './domain/security-policy.js';
import type { SecurityPolicyPatch } from './security.dto.js';
import { SecurityPolicyStore, type VersionedPolicy } from './security-policy.store.js';
import { SignInCache } from './sign-in-cache.js';

const TOPIC = 'security-policy';

/** How people sign in: read with every request, so kept in memory. */
@Injectable()
export class SecurityPolicies {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: SecurityPolicyStore,
    private readonly writes: Writes,
    private readonly audit: AuditTrail,
    private readonly signIns: SignInCache,
    private readonly clock: Clock,
  ) {}

  current(): Promise<VersionedPolicy> {
    return this.caches.get(TOPIC, (reader) => this.store.read(reader));
  }

  /** @throws DomainError 412 `request.stale` */
  change(call: Call, { sessions, ...patch }: SecurityPolicyPatch): Promise<VersionedPolicy> {
    return this.writes.once(call, async (tx) => {
      // Raising the topic first makes writers wait for each other.
      await this.caches.changed(tx, TOPIC);
      const policy = await this.store.read(tx);
      expectVersion(call.seenVersion, policy.version);
      const changed = {
        ...policy,
        ...patch,
        sessions: {
          officials: { ...policy.sessions.officials, ...sessions?.officials },
          enterprises: { ...policy.sessions.enterprises, ...sessions?.enterprises },
        },
        version: policy.version + 1,
      };
      await this.store.write(tx, changed, this.clock.now());
      this.audit.record(tx, {
        action: 'security-policy.changed',
        subject: { kind: 'security-policy', id: 'current' },
        before: audited(policy),
        after: audited(changed),
      });
      tx.afterCommit(() => this.signIns.forget());
      return changed;
    });
  }
}

/** Under names that do not look as if they held a password. */
function audited({ passwordMaxDays, passwordHistory, sessions, ...rest }: SecurityPolicy): object {
  return { ...rest, ...sessions, expiryDays: passwordMaxDays, remembered: passwordHistory };
}
