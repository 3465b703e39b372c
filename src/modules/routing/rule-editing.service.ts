import { Injectable } from '@nestjs/common';
import { expectVersion } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { ReferenceCaches, type Tx } from '../../platform/persistence/index.js';
import { RESERVED_CODES } from './domain/routing-rule.js';
import { reservedCode, RuleExists, RuleNotFound } from './routing.errors.js';
import { presentRule } from './routing.presenter.js';
import type { RoutingRuleInput, RoutingRulePatch, RoutingRuleView } from './routing-rules.dto.js';
import { ROUTING_RULES_TOPIC } from './routing-rules.service.js';
import { RoutingRulesStore, type StoredRule } from './routing-rules.store.js';
import { RuleChecks, targetOf } from './rule-checks.service.js';

/** What an administrator does to the routing order. */
@Injectable()
export class RuleEditing {
  constructor(
    private readonly writes: Writes,
    private readonly caches: ReferenceCaches,
    private readonly store: RoutingRulesStore,
    private readonly checks: RuleChecks,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  add(call: Call, input: RoutingRuleInput): Promise<RoutingRuleView> {
    return this.writes.once(call, async (tx) => {
      const { code, name, nameEn, active = true } = input;
      if (RESERVED_CODES.includes(code)) throw reservedCode(code);
      const rules = await this.lockedRules(tx);
      if (rules.some((rule) => rule.code === code)) throw RuleExists({ code });
      const place = Math.min(input.position ?? Number.POSITIVE_INFINITY, rules.length + 1);
      const rule: StoredRule = {
        id: this.ids.next(),
        code,
        nameZh: name,
        nameEn,
        match: { ...input.match },
        target: targetOf(input.target),
        active,
        position: place,
        version: 1,
      };
      await this.checks.check(tx, rule);
      await this.renumber(tx, rules.toSpliced(place - 1, 0, rule), rule);
      await this.store.insert(tx, rule);
      this.audit.record(tx, { action: 'routing-rule.added', subject: subjectOf(rule), after: rule });
      return presentRule(rule, call.language);
    });
  }

  change(call: Call, id: string, patch: RoutingRulePatch): Promise<RoutingRuleView> {
    return this.writes.once(call, async (tx) => {
      const rules = await this.lockedRules(tx);
      const rule = mustFind(rules, id);
      expectVersion(call.seenVersion, rule.version);
      const place = Math.min(patch.position ?? rule.position, rules.length);
      const changed: StoredRule = { ...rule, ...changesOf(patch), position: place, version: rule.version + 1 };
      await this.checks.check(tx, {
        match: patch.match === undefined ? {} : changed.match,
        target: patch.target === undefined ? null : changed.target,
      });
      const others = rules.filter((each) => each !== rule);
      await this.renumber(tx, others.toSpliced(place - 1, 0, changed), changed);
      await this.store.update(tx, changed);
      this.audit.record(tx, {
        action: 'routing-rule.changed',
        subject: subjectOf(rule),
        before: rule,
        after: changed,
      });
      return presentRule(changed, call.language);
    });
  }

  async remove(call: Call, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const rules = await this.lockedRules(tx);
      const rule = mustFind(rules, id);
      expectVersion(call.seenVersion, rule.version);
      await this.store.remove(tx, id);
      await this.renumber(
        tx,
        rules.filter((each) => each !== rule),
        rule,
      );
      this.audit.record(tx, { action: 'routing-rule.removed', subject: subjectOf(rule), before: rule });
      return {};
    });
  }

  // Raising the topic first makes writers wait for each other.
  private async lockedRules(tx: Tx): Promise<StoredRule[]> {
    await this.caches.changed(tx, ROUTING_RULES_TOPIC);
    return this.store.all(tx);
  }

  /** Numbers the others; whoever has read one that moves has read it in another place. */
  private async renumber(tx: Tx, rules: readonly StoredRule[], changed: StoredRule): Promise<void> {
    for (const [index, rule] of rules.entries()) {
      if (rule === changed) continue;
      const position = index + 1;
      const version = rule.version + Number(rule.position !== position);
      await this.store.update(tx, { ...rule, position, version });
    }
  }
}

const subjectOf = ({ id }: StoredRule) => ({ kind: 'routing-rule', id });

function mustFind(rules: readonly StoredRule[], id: string): StoredRule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw RuleNotFound();
  return rule;
}

function changesOf({ name, nameEn, match, target, active }: RoutingRulePatch): Partial<StoredRule> {
  return {
    ...(name === undefined ? {} : { nameZh: name }),
    ...(nameEn === undefined ? {} : { nameEn }),
    ...(match === undefined ? {} : { match: { ...match } }),
    ...(target === undefined ? {} : { target: targetOf(target) }),
    ...(active === undefined ? {} : { active }),
  };
}
