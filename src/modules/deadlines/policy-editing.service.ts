import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { PolicyExists, PolicyNotFound, PolicySuperseded } from './deadlines.errors.js';
import { type ClockLimits, CLOCKS, DEFAULT_LIMITS, type PolicyScope, type SlaPolicy } from './domain/sla-policy.js';
import type { ClockLimitsPatch, PolicyInput, PolicyPatch, PolicyView } from './policies.dto.js';
import { presentPolicy } from './policies.presenter.js';
import { Policies } from './policies.service.js';
import { PolicyVersions } from './policy-versions.service.js';

/**
 * What an administrator does to policies. A version never changes, since deadlines were set by it; a change makes the
 * next version, which is for the deadlines that are set from now on.
 */
@Injectable()
export class PolicyEditing {
  constructor(
    private readonly writes: Writes,
    private readonly versions: PolicyVersions,
    private readonly policies: Policies,
  ) {}

  add(call: Call, { code, limits, ...scope }: PolicyInput): Promise<PolicyView> {
    return this.writes.once(call, async (tx) => {
      const policies = await this.versions.locked(tx);
      if (policies.some((policy) => policy.code === code)) throw PolicyExists({ code });
      const plan = { ...ANY, ...scope, code, version: 1, limits: { ...DEFAULT_LIMITS, ...limitsOf(limits) } };
      return presentPolicy(await this.versions.begin(tx, policies, plan));
    });
  }

  change(call: Call, id: string, { limits = {}, ...scope }: PolicyPatch): Promise<PolicyView> {
    return this.writes.once(call, async (tx) => {
      const policies = await this.versions.locked(tx);
      const last = latest(policies, id);
      expectVersion(call.seenVersion, last.version);
      const { code, categoryCode, urgency, level } = last;
      const plan = {
        ...{ code, categoryCode, urgency, level },
        ...scope,
        version: last.version + 1,
        limits: { ...last.limits, ...limitsOf(limits) },
      };
      return presentPolicy(await this.versions.begin(tx, policies, plan, last));
    });
  }

  /** The policies as they would be with this one, in the place of one with the same code. */
  async imagined({ code, limits, ...scope }: PolicyInput): Promise<readonly SlaPolicy[]> {
    const others = (await this.policies.all()).filter((policy) => policy.code !== code);
    const plan = { ...ANY, ...scope, code, version: 1, limits: { ...DEFAULT_LIMITS, ...limitsOf(limits) } };
    return [...others, { id: 'imagined', ...plan, validFrom: 0, validTo: null }];
  }

  /** Ends the policy without a successor. */
  async end(call: Call, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const policy = latest(await this.versions.locked(tx), id);
      expectVersion(call.seenVersion, policy.version);
      await this.versions.end(tx, policy);
      return {};
    });
  }
}

const ANY: PolicyScope = { categoryCode: null, urgency: null, level: null };

function latest(policies: readonly SlaPolicy[], id: string): SlaPolicy {
  const policy = policies.find((each) => each.id === id);
  if (!policy) throw PolicyNotFound();
  if (policies.some(({ code, version }) => code === policy.code && version > policy.version)) throw PolicySuperseded();
  return policy;
}

/** Plain values of the clocks that are named. */
function limitsOf(limits: ClockLimitsPatch): Partial<ClockLimits> {
  const named = CLOCKS.flatMap((clock) => {
    const limit = limits[clock];
    return limit === undefined ? [] : [[clock, limit && { count: limit.count, unit: limit.unit }] as const];
  });
  return Object.fromEntries(named) as Partial<ClockLimits>;
}
