import { raw } from 'sql-template-tag';
import type { IssueState } from './domain/issue-types.js';

/** What a list says of the issue behind an entry, and what decides how it is said. */
type AboutState = Pick<
  IssueState,
  'number' | 'title' | 'enterpriseId' | 'regionCode' | 'assigneeId' | 'confidential' | 'releasedAt' | 'onBehalf'
> &
  Pick<IssueState, 'submittedBy' | 'handlerCadreIds'>;

export interface AboutIssue extends Omit<AboutState, 'handlerCadreIds'> {
  readonly issueId: string;
  readonly issueStatus: IssueState['status'];
  readonly enterpriseName: string;
  readonly assigneeName: string | null;
  /** Whether the one who looks supports it, or has handled it before. */
  readonly handled: boolean | number;
}

/** The columns of {@link AboutIssue}, over `issue i`, its `enterprise e` and its lead `cadre c`. */
export const ABOUT_ISSUE = raw(`i.status AS "issueStatus", i.number, i.title, i.enterprise_id AS "enterpriseId",
  i.region_code AS "regionCode", i.assignee_id AS "assigneeId", i.confidential, i.released_at AS "releasedAt",
  i.on_behalf AS "onBehalf", i.submitted_by AS "submittedBy", e.name AS "enterpriseName", c.name AS "assigneeName"`);
