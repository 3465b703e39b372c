import type { Actor } from '../../kernel/actor.js';
import { iso } from '../../kernel/clock.js';
import { maskedName } from '../../kernel/personal-data.js';
import { maskedPhone } from '../../kernel/phone.js';
import { seesWholeContacts } from './domain/enterprise-access.js';
import type { EnterpriseContact, EnterpriseRow } from './domain/enterprise.js';
import type { ContactDto, EnterpriseView } from './enterprises.dto.js';

export function presentEnterprise(enterprise: EnterpriseRow, actor: Actor): EnterpriseView {
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
    contacts: enterprise.contacts.map((contact) => (seesWholeContacts(actor) ? whole(contact) : masked(contact))),
    status: enterprise.status,
    createdAt: iso(enterprise.createdAt),
    updatedAt: iso(enterprise.updatedAt),
    version: enterprise.version,
  };
}

const whole = ({ name, phone, title }: EnterpriseContact): ContactDto => ({ name, phone, title });

const masked = ({ name, phone, title }: EnterpriseContact): ContactDto => ({
  name: maskedName(name),
  phone: maskedPhone(phone),
  title,
});
