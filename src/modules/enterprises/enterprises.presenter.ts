import type { Actor } from '../../kernel/actor.js';
import { iso } from '../../kernel/clock.js';
import { maskedContact } from '../../kernel/personal-data.js';
import { seesWholeContacts } from './domain/enterprise-access.js';
import type { EnterpriseContact, EnterpriseRow } from './domain/enterprise.js';
import type { ContactDto, EnterpriseView } from './enterprises.dto.js';

/** @param shown whether as the one that was asked for, or as one of many */
export function presentEnterprise(
  enterprise: EnterpriseRow,
  actor: Actor,
  shown: 'one' | 'list' = 'one',
): EnterpriseView {
  const seesWhole = seesWholeContacts(actor, shown);
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
    contacts: enterprise.contacts.map((contact) => (seesWhole ? whole(contact) : masked(contact))),
    status: enterprise.status,
    createdAt: iso(enterprise.createdAt),
    updatedAt: iso(enterprise.updatedAt),
    version: enterprise.version,
  };
}

const whole = ({ name, phone, title }: EnterpriseContact): ContactDto => ({ name, phone, title });

const masked = ({ name, phone, title }: EnterpriseContact): ContactDto => ({
  ...maskedContact({ name, phone }),
  title,
});
