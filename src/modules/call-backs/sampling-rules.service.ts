import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import type { Purpose, SamplingRule } from './domain/sampling.js';
import { SamplingRuleChecks } from './sampling-rule-checks.service.js';
import { SamplingRuleNotFound } from './call-backs.errors.js';
import { SamplingRulesStore, type StoredSamplingRule } from './sampling-rules.store.js';

const TOPIC = 'sampling-rules';

/** What may be said of a rule; null means any. */
export interface SamplingRuleClaims {
  readonly percent?: number;
  readonly dueDays?: number;
  readonly regionCode?: string | null;
  readonly categoryCode?: string | null;
  readonly confirmation?: string | null;
  readonly active?: boolean;
}

export interface NewSamplingRule extends SamplingRuleClaims {
  readonly purpose: Purpose;
  readonly percent: number;
}

/** Within which an enterprise still remembers what was done. */
const DUE_DAYS = 7;

/** The rules by which issues are drawn, kept in memory, and what an administrator does to them. */
@Injectable()
export class SamplingRules {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: SamplingRulesStore,
    private readonly checks: SamplingRuleChecks,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  all(): Promise<readonly StoredSamplingRule[]> {
    return this.caches.get(TOPIC, (reader) => this.store.all(reader));
  }

  add(call: Call, input: NewSamplingRule): Promise<StoredSamplingRule> {
    return this.writes.once(call, async (tx) => {
      await this.caches.changed(tx, TOPIC);
      const { purpose, percent, dueDays = DUE_DAYS, active = true } = input;
      const { regionCode = null, categoryCode = null, confirmation = null } = input;
      const scope = { regionCode, categoryCode, confirmation };
      const rule = { id: this.ids.next(), purpose, percent, dueDays, ...scope, active, version: 1 };
      await this.checks.check(rule);
      await this.store.insert(tx, rule);
      this.audit.record(tx, { action: 'sampling-rule.added', subject: subjectOf(rule), after: rule });
      return rule;
    });
  }

  change(call: Call, id: string, patch: SamplingRuleClaims): Promise<StoredSamplingRule> {
    return this.writes.once(call, async (tx) => {
      const rule = await this.lockedRule(tx, id);
      expectVersion(call.seenVersion, rule.version);
      const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const changed: StoredSamplingRule = { ...rule, ...named, version: rule.version + 1 };
      await this.checks.check(changed);
      await this.store.update(tx, changed);
      this.audit.record(tx, {
        action: 'sampling-rule.changed',
        subject: subjectOf(rule),
        before: rule,
        after: changed,
      });
      return changed;
    });
  }

  async remove(call: Call, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const rule = await this.lockedRule(tx, id);
      expectVersion(call.seenVersion, rule.version);
      await this.store.remove(tx, id);
      this.audit.record(tx, { action: 'sampling-rule.removed', subject: subjectOf(rule), before: rule });
      return {};
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async lockedRule(tx: Tx, id: string): Promise<StoredSamplingRule> {
    await this.caches.changed(tx, TOPIC);
    const rule = (await this.store.all(tx)).find((each) => each.id === id);
    if (!rule) throw SamplingRuleNotFound();
    return rule;
  }
}

const subjectOf = ({ id }: SamplingRule) => ({ kind: 'sampling-rule', id });
