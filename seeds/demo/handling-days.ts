import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { hasMonthlyLimit, type IssueDraft } from './issue-drafts.js';
import type { OfficeTime } from './office-time.js';
import type { Random } from './random.js';

/** Working days from submission to the claim of done, by how often. The median of all is about three. */
const NORMAL = [18, 28, 24, 14, 8, 4, 4];
const URGENT = [35, 42, 23];
/** So many calendar days of the thirty are used at most by whoever wants to be on time. */
const MONTHLY_MARGIN = 25;
/** The last day on which a claim leaves room for verification and the whole rating window. */
const LAST_CLAIM = '2025-01-13';

/** Days of working time by which an issue is to be claimed done, counted from the day of submission. */
export class HandlingDays {
  constructor(
    private readonly time: OfficeTime,
    private readonly random: Random,
  ) {}

  submitted(draft: IssueDraft): number {
    return this.time.dayOf(localDateOf(draft.at));
  }

  /** The day on which the first limit ends. Days leave out the day of the event; evenings make no difference. */
  due(draft: IssueDraft): number {
    if (hasMonthlyLimit(draft)) {
      return this.time.dayOf(addDays(localDateOf(draft.at), 30));
    }
    return this.submitted(draft) + (draft.urgency === 'urgent' ? 3 : 7);
  }

  /** The day of an ordinary claim, in time; extensions and the late ones are reckoned by their stories. */
  claim(draft: IssueDraft): number {
    const start = this.submitted(draft);
    let days = this.days(draft);
    const latest = [addDays(localDateOf(draft.at), MONTHLY_MARGIN), LAST_CLAIM].sort()[0] ?? LAST_CLAIM;
    while (days > 0 && this.time.dateOf(start + days) > latest) {
      days -= 1;
    }
    return start + days;
  }

  private days(draft: IssueDraft): number {
    const { random } = this;
    if (draft.traits.has('late')) {
      return random.int(9, 14);
    }
    if (draft.traits.has('escalated')) {
      return random.int(7, 15);
    }
    if (hasMonthlyLimit(draft)) {
      return random.weighted([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], (option) => 16 - option);
    }
    if (draft.urgency === 'urgent') {
      return random.weighted([0, 1, 2], (option) => URGENT[option] ?? 0);
    }
    if (draft.traits.has('rework') || draft.traits.has('extension-denied')) {
      return random.int(4, 6);
    }
    return random.weighted([0, 1, 2, 3, 4, 5, 6], (option) => NORMAL[option] ?? 0);
  }
}
