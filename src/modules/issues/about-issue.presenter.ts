import type { Actor } from '../../kernel/actor.js';
import type { AboutIssue } from './about-issue.read-model.js';
import { hidesEnterprise } from './domain/issue-access.js';
import { shownText, type Sight } from './domain/sight.js';
import type { AboutIssueView } from './requests.dto.js';

/** In a list nobody but the enterprise itself is shown its people whole; whoever handles the issue opens it. */
export function sightInList(row: AboutIssue, actor: Actor): Sight {
  return { hidden: hidesEnterprise(row, actor, Boolean(row.handled)), whole: actor.role === 'enterprise' };
}

export function presentAboutIssue(row: AboutIssue, { hidden, whole }: Sight): AboutIssueView {
  return {
    id: row.issueId,
    number: row.number,
    title: shownText(row.title, { whole }),
    status: row.issueStatus,
    regionCode: row.regionCode,
    enterprise: hidden ? null : { id: row.enterpriseId, name: row.enterpriseName },
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
  };
}
