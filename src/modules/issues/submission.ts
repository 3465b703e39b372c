import type { Instant } from '../../kernel/clock.js';
import type { Channel, Contact, Urgency } from './domain/issue-types.js';

/** What an enterprise, or somebody on its behalf, hands in. */
export interface Submission {
  readonly enterpriseId?: string;
  readonly categoryCode: string;
  readonly title: string;
  readonly description: string;
  readonly urgency?: Urgency;
  readonly channel?: Channel;
  readonly contact?: Contact;
  readonly confidential?: boolean;
  /** Straight to the level above the enterprise's region, past everybody below it. */
  readonly direct?: boolean;
  /** Cadres with a conflict of interest. */
  readonly excludedCadreIds?: readonly string[];
  readonly campaignCode?: string;
  readonly submittedAt?: Instant;
}
