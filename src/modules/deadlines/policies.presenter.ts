import { iso, isoOrNull } from '../../kernel/clock.js';
import { CLOCKS, type ClockLimits, type SlaPolicy } from './domain/sla-policy.js';
import type { ClockLimitsView, PolicyView } from './policies.dto.js';

export function presentPolicy(policy: SlaPolicy): PolicyView {
  return {
    id: policy.id,
    code: policy.code,
    version: policy.version,
    categoryCode: policy.categoryCode,
    urgency: policy.urgency,
    level: policy.level,
    limits: presentLimits(policy.limits),
    validFrom: iso(policy.validFrom),
    validTo: isoOrNull(policy.validTo),
  };
}

function presentLimits(limits: ClockLimits): ClockLimitsView {
  const view = CLOCKS.map((clock) => [
    clock,
    limits[clock] && { count: limits[clock].count, unit: limits[clock].unit },
  ]);
  return Object.fromEntries(view) as ClockLimitsView;
}
