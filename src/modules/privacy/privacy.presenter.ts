import { iso, isoOrNull } from '../../kernel/clock.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';
import type { RetentionKind } from '../../kernel/retention-due.js';
import { RETENTION_BOUNDS, type RetentionRule } from './domain/retention-rule.js';
import type { AccountDataView, PersonalDataView, RetentionRuleView } from './privacy.dto.js';
import type { PersonalData } from './personal-data.read-model.js';

const LABELS: Readonly<Record<RetentionKind, Bilingual>> = {
  'sign-ins': { zh: '已结束的登录会话', en: 'Sessions that have ended' },
  'api-tokens': { zh: '已失效的 API 令牌', en: 'API tokens that are void' },
  'issue-contacts': { zh: '已结束问题的联系人', en: 'Contact persons of issues that have ended' },
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
    sessions: data.sessions.map((session) => ({
      createdAt: iso(session.createdAt),
      lastUsedAt: iso(session.lastUsedAt),
      endedAt: isoOrNull(session.endedAt),
    })),
    apiTokens: data.apiTokens.map((token) => ({
      name: token.name,
      createdAt: iso(token.createdAt),
      expiresAt: iso(token.expiresAt),
      lastUsedAt: isoOrNull(token.lastUsedAt),
    })),
    issues: data.issues.map(({ number, title, submittedAt }) => ({ number, title, submittedAt: iso(submittedAt) })),
    acts: data.acts.map(({ number, action, at }) => ({ number, action, at: iso(at) })),
    auditEntries: data.auditEntries.map(({ at, action, outcome, address }) => ({
      at: iso(at),
      action,
      outcome,
      address,
    })),
    complete: data.complete,
  };
}
