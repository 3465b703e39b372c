import type { Actor } from '../../../kernel/actor.js';
import { ERASED_NAME } from '../../../kernel/person-erasure.js';
import { maskedName, withoutPhones } from '../../../kernel/personal-data.js';
import { hidesEnterprise } from './issue-access.js';
import type { IssueState } from './issue-types.js';
import { hasHandled, isHandler } from './same-person.js';

/** How much of the people behind an issue somebody is shown. */
export interface Sight {
  /** Nothing that tells which enterprise it is. */
  readonly hidden: boolean;
  /** Names and numbers of contact persons as they are; otherwise masked. */
  readonly whole: boolean;
}

type Seen = Pick<
  IssueState,
  'confidential' | 'releasedAt' | 'onBehalf' | 'submittedBy' | 'enterpriseId' | 'assigneeId' | 'handlerCadreIds'
>;

/**
 * Whole for those who have to speak to the contact, or have named it; everybody else reveals it with a reason.
 * @param supports whether the actor is one of the co-handlers
 */
export function sightOf(actor: Actor, issue: Seen, supports: boolean): Sight {
  const hidden = hidesEnterprise(issue, actor, supports || hasHandled(actor, issue));
  const isOwn = actor.role === 'enterprise' && actor.enterpriseId === issue.enterpriseId;
  const hasLogged = issue.onBehalf && issue.submittedBy === actor.userId;
  return { hidden, whole: isOwn || hasLogged || (!hidden && (supports || isHandler(actor, issue, []))) };
}

/** Whoever acts for an enterprise is a citizen like its contacts; officials are named. */
export function shownName(name: string, role: string, { whole }: Sight): string {
  return role === 'enterprise' && !whole && name !== ERASED_NAME ? maskedName(name) : name;
}

/** What somebody has written, with the numbers in it only for those who are shown them anyway. */
export function shownText<T extends string | null>(text: T, { whole }: Pick<Sight, 'whole'>): T | string {
  return whole || text === null ? text : withoutPhones(text);
}

/**
 * What is written into the issue itself: read as it is by those who handle it, who correct it, and whose it is; also
 * when it is confidential (ADR 0009).
 */
export function readsAsWritten({ role }: Pick<Actor, 'role'>, { whole }: Sight, handles: boolean): boolean {
  return whole || handles || role === 'coordinator';
}

/** In a list only the enterprise itself reads a title as it was written. */
export function titleInList(title: string, { role }: Pick<Actor, 'role'>): string {
  return shownText(title, { whole: role === 'enterprise' });
}
