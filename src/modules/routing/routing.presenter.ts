import { type Language, nameIn } from '../../kernel/language.js';
import { routingReason, routingReasons } from '../issues/index.js';
import type { DepartmentDirectory } from '../reference/index.js';
import type { Assignment, Considered } from './domain/assignment-policy.js';
import type { Rule } from './domain/routing-rule.js';
import type { RoutingCandidateView, RoutingPreviewView } from './routing-preview.dto.js';
import type { RoutingRuleView } from './routing-rules.dto.js';
import type { StoredRule } from './routing-rules.store.js';

export function presentRule(rule: StoredRule, language: Language): RoutingRuleView {
  const { id, code, position, nameZh, nameEn, match, target, active, version } = rule;
  return { id, code, position, name: ruleName(rule, language), nameZh, nameEn, match, target, active, version };
}

export function presentAssignment(
  { cadre, rule, decision }: Assignment,
  departments: DepartmentDirectory,
  language: Language,
): RoutingPreviewView {
  return {
    cadre: cadre && {
      id: cadre.id,
      name: cadre.name,
      department: { id: cadre.departmentId, name: departments.name(cadre.departmentId, language) },
    },
    rule: decision.rule,
    ruleName: rule && ruleName(rule, language),
    reasons: routingReasons(decision, language),
    candidates: decision.candidates.map((candidate) => presentCandidate(candidate, language)),
  };
}

function presentCandidate(
  { cadreId, name, passedOver, ...rest }: Considered,
  language: Language,
): RoutingCandidateView {
  const { openCount, capacity, chosen } = rest;
  const why = passedOver && routingReason({ code: passedOver, params: {} }, language);
  return { cadre: { id: cadreId, name }, openCount, capacity, chosen, passedOver: why };
}

const ruleName = ({ nameZh, nameEn }: Rule, language: Language): string => nameIn({ name: nameZh, nameEn }, language);
