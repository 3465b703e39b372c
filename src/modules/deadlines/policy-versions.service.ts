import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { ScopeTaken, unknownCategory } from './deadlines.errors.js';
import { isInForce, type PolicyScope, type SlaPolicy } from './domain/sla-policy.js';
import { POLICIES_TOPIC } from './policies.service.js';
import { PoliciesStore } from './policies.store.js';

/** A version that is to be in force from now on. */
export type PolicyPlan = Omit<SlaPolicy, 'id' | 'validFrom' | 'validTo'>;

/** The versions of all policies, one writer at a time; each beginning and end is in the audit trail. */
@Injectable()
export class PolicyVersions {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: PoliciesStore,
    private readonly reference: ReferenceData,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  // Raising the topic first makes writers of policies wait for each other.
  async locked(tx: Tx): Promise<readonly SlaPolicy[]> {
    await this.caches.changed(tx, POLICIES_TOPIC);
    return this.store.all(tx);
  }

  /**
   * @param policies those that there are
   * @param last the version that it replaces
   * @throws DomainError 409 when another policy in force has its scope; 422 for an unknown category
   */
  async begin(
    tx: Tx,
    policies: readonly SlaPolicy[],
    plan: PolicyPlan,
    last: SlaPolicy | null = null,
  ): Promise<SlaPolicy> {
    const validFrom = this.clock.now();
    if (last?.validTo === null) await this.store.end(tx, last.id, validFrom);
    const { categoryCode } = plan;
    if (categoryCode !== null && !(await this.reference.categories()).get(categoryCode)) {
      throw unknownCategory(categoryCode);
    }
    const twin = policies.find(
      (policy) => policy.code !== plan.code && isInForce(policy, validFrom) && isSameScope(policy, plan),
    );
    if (twin) throw ScopeTaken({ code: twin.code });
    const policy: SlaPolicy = { id: this.ids.next(), ...plan, validFrom, validTo: null };
    await this.store.insert(tx, policy);
    const action = last === null ? 'sla-policy.added' : 'sla-policy.changed';
    this.audit.record(tx, { action, subject: { kind: 'sla-policy', id: policy.id }, before: last, after: policy });
    return policy;
  }

  /** Ends it without a successor; one that has ended stays as it is. */
  async end(tx: Tx, policy: SlaPolicy): Promise<void> {
    const after = policy.validTo === null ? { ...policy, validTo: this.clock.now() } : policy;
    if (after.validTo !== policy.validTo) await this.store.end(tx, policy.id, after.validTo!);
    this.audit.record(tx, {
      action: 'sla-policy.ended',
      subject: { kind: 'sla-policy', id: policy.id },
      before: policy,
      after,
    });
  }
}

function isSameScope(one: PolicyScope, other: PolicyScope): boolean {
  return one.categoryCode === other.categoryCode && one.urgency === other.urgency && one.level === other.level;
}
