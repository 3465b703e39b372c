import { HOUR, type Instant } from '../../kernel/clock.js';

/** Refusals of one person that are kept within an hour; more of them tell nothing new and would only fill the disk. */
export const MOST_AN_HOUR = 60;
/** Of all callers together who are not signed in, whatever addresses they come from. */
export const MOST_OF_STRANGERS = 600;

// Beyond that many callers within an hour, the oldest are forgotten and begin anew.
const MOST_CALLERS = 10_000;

export type Verdict = 'keep' | 'last' | 'drop';

interface Count {
  readonly since: Instant;
  kept: number;
}

/** Counts refusals, so that nobody can fill the audit trail with them. */
export class RefusalBudget {
  private readonly counts = new Map<string, Count>();

  /**
   * @param caller whose refusal it is
   * @returns `last` once, for the entry that says that more are not kept
   */
  spend(caller: string, most: number, now: Instant): Verdict {
    const count = this.countOf(caller, now);
    count.kept += 1;
    if (count.kept <= most) return 'keep';
    return count.kept === most + 1 ? 'last' : 'drop';
  }

  private countOf(caller: string, now: Instant): Count {
    const known = this.counts.get(caller);
    if (known && now - known.since < HOUR) return known;
    this.counts.delete(caller);
    const begun: Count = { since: now, kept: 0 };
    this.counts.set(caller, begun);
    if (this.counts.size > MOST_CALLERS) this.counts.delete(this.counts.keys().next().value!);
    return begun;
  }
}
