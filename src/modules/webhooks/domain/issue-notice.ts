import type { Instant } from '../../../kernel/clock.js';
import { withoutPhones } from '../../../kernel/personal-data.js';

/** What the outside may be told of an issue: which one, how it stands, and no person. */
export interface IssueNotice {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly resolution: string | null;
  readonly urgency: string;
  readonly level: string;
  readonly regionCode: string;
  readonly categoryCode: string;
  readonly departmentId: string | null;
  readonly confidential: boolean;
  /** Null when it is confidential, whoever the enterprise has been released to since: that was to one unit. */
  readonly title: string | null;
  readonly enterpriseId: string | null;
  readonly submittedAt: Instant;
  readonly dueAt: Instant | null;
}

type Told = Omit<IssueNotice, 'title' | 'enterpriseId'> & { readonly title: string; readonly enterpriseId: string };

export function noticeOf(issue: Told): IssueNotice {
  const { id, number, status, resolution, urgency, level, regionCode, categoryCode, departmentId } = issue;
  const { submittedAt, dueAt } = issue;
  const confidential = Boolean(issue.confidential);
  return {
    ...{ id, number, status, resolution, urgency, level, regionCode, categoryCode, departmentId, confidential },
    title: confidential ? null : withoutPhones(issue.title),
    enterpriseId: confidential ? null : issue.enterpriseId,
    submittedAt,
    dueAt,
  };
}
