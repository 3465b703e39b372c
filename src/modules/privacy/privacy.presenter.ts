import { iso, isoOrNull } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { RetentionKind } from '../../kernel/retention-due.js';
import { RETENTION_BOUNDS, type RetentionRule } from './domain/retention-rule.js';
import type { ContactData } from './contact-data.read-model.js';
import type { AccountDataView, ContactDataView, PersonalDataView, RetentionRuleView } from './privacy.dto.js';
import type { PersonalData } from './personal-data.read-model.js';

const LABELS: Readonly<Record<RetentionKind, Bilingual>> = {
  'sign-ins': { zh: '已结束的登录会话', en: 'Sessions that have ended' },
  'api-tokens': { zh: '已失效的 API 令牌', en: 'API tokens that are void' },
  'issue-contacts': { zh: '已结束问题的联系人', en: 'Contact persons of issues that have ended' },
  'read-notices': { zh: '已读通知', en: 'Notices that were read' },
  'told-colours': { zh: '已结束问题的预警提醒记录', en: 'Which colours were told of issues that have ended' },
};

export function presentRule(rule: RetentionRule, language: Language): RetentionRuleView {
  const { kind, keepDays, active, lastRunAt, version } = rule;
  const { least, most } = RETENTION_BOUNDS[kind];
  return {
    kind,
    label: say(LABELS[kind], language),
    keepDays,
    leastDays: least,
    mostDays: most,
    active,
    lastRunAt: isoOrNull(lastRunAt),
    version,
  };
}

/** The account as it is kept, without its secrets. */
interface Account extends Omit<AccountDataView, 'createdAt' | 'updatedAt'> {
  readonly createdAt: number;
  readonly updatedAt: number;
}

export function presentPersonalData(account: Account, data: PersonalData): PersonalDataView {
  const { id, username, displayName, role, regionCode, createdAt, updatedAt } = account;
  return {
    account: { id, username, displayName, role, regionCode, createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    email: data.email,
    secondFactor: data.secondFactor,
    sessions: data.sessions.map((session) => ({
      createdAt: iso(session.createdAt),
      lastUsedAt: iso(session.lastUsedAt),
      endedAt: isoOrNull(session.endedAt),
      address: session.address,
    })),
    apiTokens: data.apiTokens.map((token) => ({
      name: token.name,
      createdAt: iso(token.createdAt),
      expiresAt: iso(token.expiresAt),
      lastUsedAt: isoOrNull(token.lastUsedAt),
    })),
    identities: data.identities.map(({ issuer, createdAt: since }) => ({ issuer, createdAt: iso(since) })),
    issues: data.issues.map(({ number, title, submittedAt }) => ({ number, title, submittedAt: iso(submittedAt) })),
    acts: data.acts.map(({ number, action, at }) => ({ number, action, at: iso(at) })),
    attachments: data.attachments.map(({ number, size, uploadedAt }) => ({
      number,
      size,
      uploadedAt: iso(uploadedAt),
    })),
    reveals: data.reveals.map(({ at, subjectKind, reason }) => ({ at: iso(at), subjectKind, reason })),
    auditEntries: data.auditEntries.map(({ at, action, outcome, address }) => ({
      at: iso(at),
      action,
      outcome,
      address,
    })),
    withheld: data.withheld,
    complete: data.complete,
  };
}

export function presentContactData(phone: string, data: ContactData): ContactDataView {
  const { enterprises, issues, withheld, complete } = data;
  return {
    phone,
    enterprises: enterprises.map(({ creditCode, enterprise, name, title }) => ({
      creditCode,
      enterprise,
      name,
      title: title ?? null,
    })),
    issues: issues.map(({ number, name, submittedAt }) => ({ number, name, submittedAt: iso(submittedAt) })),
    withheld: { issues: withheld.issues },
    complete,
  };
}
