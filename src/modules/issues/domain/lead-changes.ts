import type { Instant } from '../../../kernel/clock.js';
import type { IssueState } from './issue-types.js';

/** A cadre who becomes the lead. */
export interface NewLead {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string;
}

/** There is one lead at a time, and a new one has yet to sign for it. */
export function leadChanges(lead: NewLead, now: Instant): Partial<IssueState> {
  return {
    status: 'assigned',
    assigneeId: lead.id,
    departmentId: lead.departmentId,
    assignedAt: now,
    signedAt: null,
    reviewAt: null,
  };
}

export const WITHOUT_LEAD = {
  assigneeId: null,
  departmentId: null,
  assignedAt: null,
  signedAt: null,
  reviewAt: null,
} satisfies Partial<IssueState>;
