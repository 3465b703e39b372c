import type { Actor } from '../../kernel/actor.js';
import { iso } from '../../kernel/clock.js';
import { maskedPhone } from '../../kernel/phone.js';
import { seesWholePhones } from './domain/enterprise-access.js';
import type { EnterpriseRow } from './domain/enterprise.js';
import type { EnterpriseView } from './enterprises.dto.js';

export function presentEnterprise(enterprise: EnterpriseRow, actor: Actor): EnterpriseView {
  const phoneOf = seesWholePhones(actor) ? (phone: string) => phone : maskedPhone;
  return {
    id: enterprise.id,
    creditCode: enterprise.creditCode,
    name: enterprise.name,
    regionCode: enterprise.regionCode,
    industry: enterprise.industry,
    size: enterprise.size,
    chainCode: enterprise.chainCode,
    honours: enterprise.honours.map(({ name, level, grantedOn, validUntil }) => ({
      name,
      level,
      grantedOn,
      validUntil,
    })),
    contacts: enterprise.contacts.map(({ name, phone, title }) => ({ name, phone: phoneOf(phone), title })),
    status: enterprise.status,
    createdAt: iso(enterprise.createdAt),
    updatedAt: iso(enterprise.updatedAt),
    version: enterprise.version,
  };
}
