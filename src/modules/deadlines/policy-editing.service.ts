import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { PolicyExists, PolicyNotFound, PolicySuperseded, ScopeTaken, unknownCategory } from './deadlines.errors.js';
import { type ClockLimits, CLOCKS, isInForce, type PolicyScope, type SlaPolicy } from './domain/sla-policy.js';
import type { ClockLimitsPatch, PolicyInput, PolicyPatch, PolicyView } from './policies.dto.js';
import { presentPolicy } from './policies.presenter.js';
import { POLICIES_TOPIC } from './policies.service.js';
import { PoliciesStore } from './policies.store.js';

/**
 * What an administrator does to policies. A version never changes, since deadlines were set by it; a change makes the
 * next version, which is for the deadlines that are set from now on.
 */
@Injectable()
export class PolicyEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: PoliciesStore,
    private readonly reference: ReferenceData,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  add(call: Call, { code, limits, ...scope }: PolicyInput): Promise<PolicyView> {
    return this.writes.once(call, async (tx) => {
      const policies = await this.locked(tx);
      if (policies.some((policy) => policy.code === code)) throw PolicyExists({ code });
      return this.insert(tx, policies, { ...ANY, ...scope, code, version: 1, limits: limitsOf(limits) });
    });
  }

  change(call: Call, id: string, { limits = {}, ...scope }: PolicyPatch): Promise<PolicyView> {
    return this.writes.once(call, async (tx) => {
      const policies = await this.locked(tx);
      const { categoryCode, urgency, level, ...last } = latest(policies, id);
      expectVersion(call.seenVersion, last.version);
      if (last.validTo === null) await this.store.end(tx, id, this.clock.now());
      return this.insert(tx, policies, {
        ...{ categoryCode, urgency, level },
        ...scope,
        code: last.code,
        version: last.version + 1,
        limits: { ...last.limits, ...limitsOf(limits) },
      });
    });
  }

  /** Ends the policy without a successor. */
  async end(call: Call, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const policy = latest(await this.locked(tx), id);
      expectVersion(call.seenVersion, policy.version);
      if (policy.validTo === null) await this.store.end(tx, id, this.clock.now());
      return {};
    });
  }

  private async insert(
    tx: Tx,
    policies: readonly SlaPolicy[],
    plan: Omit<SlaPolicy, 'id' | 'validFrom' | 'validTo'>,
  ): Promise<PolicyView> {
    const validFrom = this.clock.now();
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
    return presentPolicy(policy);
  }

  // Raising the topic first makes writers of policies wait for each other.
  private async locked(tx: Tx): Promise<readonly SlaPolicy[]> {
    await this.caches.changed(tx, POLICIES_TOPIC);
    return this.store.all(tx);
  }
}

const ANY: PolicyScope = { categoryCode: null, urgency: null, level: null };

function isSameScope(one: PolicyScope, other: PolicyScope): boolean {
  return one.categoryCode === other.categoryCode && one.urgency === other.urgency && one.level === other.level;
}

function latest(policies: readonly SlaPolicy[], id: string): SlaPolicy {
  const policy = policies.find((each) => each.id === id);
  if (!policy) throw PolicyNotFound();
  if (policies.some(({ code, version }) => code === policy.code && version > policy.version)) throw PolicySuperseded();
  return policy;
}

/** Plain values of the clocks that are named. */
function limitsOf<L extends ClockLimitsPatch>(limits: L): { [C in keyof L & keyof ClockLimits]: ClockLimits[C] } {
  const named = CLOCKS.flatMap((clock) => {
    const limit = limits[clock];
    return limit ? [[clock, { count: limit.count, unit: limit.unit }] as const] : [];
  });
  return Object.fromEntries(named) as { [C in keyof L & keyof ClockLimits]: ClockLimits[C] };
}
