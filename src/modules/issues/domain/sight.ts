import type { Actor } from '../../../kernel/actor.js';
import { hidesEnterprise } from './issue-access.js';
import type { IssueState } from './issue-types.js';
import { isHandler } from './same-person.js';

/** How much of the people behind an issue somebody is shown. */
export interface Sight {
  /** Nothing that tells which enterprise it is. */
  readonly hidden: boolean;
  /** Names and numbers of contact persons as they are; otherwise masked. */
  readonly whole: boolean;
}

type Seen = Pick<
  IssueState,
  'confidential' | 'releasedAt' | 'onBehalf' | 'submittedBy' | 'enterpriseId' | 'assigneeId'
>;

/** Whole for those who have to speak to the contact, or have named it; everybody else reveals it with a reason. */
export function sightOf(actor: Actor, issue: Seen, coHandlerIds: readonly string[]): Sight {
  const hidden = hidesEnterprise(issue, actor, isHandler(actor, issue, coHandlerIds));
  const isOwn = actor.role === 'enterprise' && actor.enterpriseId === issue.enterpriseId;
  const hasLogged = issue.onBehalf && issue.submittedBy === actor.userId;
  return { hidden, whole: isOwn || hasLogged || (!hidden && isHandler(actor, issue, coHandlerIds)) };
}
