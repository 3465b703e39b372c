import { iso, type Instant } from '../../src/kernel/clock.js';
import type { IssueTemplate } from './corpus.js';
import type { PlannedEnterprise } from './enterprises-plan.js';
import type { DemoCadre } from './plan-types.js';
import type { Channel, EndStatus, IssueScript, Resolution, Submission, Trait, Urgency } from './script-types.js';
import type { TemplateText } from './template-text.js';

/** An issue that has been submitted and not been handled yet, with what is to become of it. */
export interface IssueDraft {
  key: string;
  readonly at: Instant;
  readonly enterprise: PlannedEnterprise;
  readonly chief: DemoCadre | null;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly channel: Channel;
  readonly by: Submission['by'];
  readonly text: TemplateText;
  readonly template: IssueTemplate;
  urgency: Urgency;
  end: EndStatus;
  resolution: Resolution;
  confirmation: 'enterprise' | 'call_back' | 'none';
  readonly traits: Set<Trait>;
  /** The issue that this one repeats. */
  readonly into?: IssueDraft;
  /** Index of the text in refused.json or long-term.json. */
  readonly special?: number;
}

/** Nothing has been decided about it, so that it is free for a trait. */
export function isOrdinary(draft: IssueDraft): boolean {
  return draft.traits.size === 0 && draft.end === 'closed';
}

/** Goes to the enterprise's own chief, not to a department by rule (seeds/reference/routing-rules.json). */
export function isLedByChief(draft: IssueDraft): boolean {
  return draft.chief !== null && !draft.category.startsWith('legal-') && draft.category !== 'finance-overdue-payment';
}

/** The days that the finish clock allows, by seeds/reference/sla-policies.json. */
export function hasMonthlyLimit(draft: Pick<IssueDraft, 'urgency' | 'category'>): boolean {
  return draft.urgency === 'complex' || draft.category === 'finance-overdue-payment';
}

export function submissionOf(draft: IssueDraft): IssueScript['submit'] {
  const { at, by, category, title, description, urgency, channel } = draft;
  return {
    at: iso(at),
    by,
    categoryCode: category,
    title,
    description,
    urgency,
    channel,
    campaignCode: 'wanren-zhuwanqi',
  };
}
