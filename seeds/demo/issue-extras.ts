import { type Instant, SECOND } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { PHRASES, REFUSED, type RefusedTemplate } from './corpus.js';
import type { PlannedEnterprise } from './enterprises-plan.js';
import type { IssueAuthors } from './issue-authors.js';
import { hasMonthlyLimit, isOrdinary, type IssueDraft } from './issue-drafts.js';
import { OFFICE_DAY, type OfficeTime } from './office-time.js';
import type { Random } from './random.js';

const MERGED = 9;
const REFUSED_ON = ['2024-04-16', '2024-08-06', '', '', '2024-06-19', '2024-11-12'];
const WITHDRAWN_ON = ['2024-02-27', '2024-05-09', '2024-08-21', '2024-10-23'];
/** An issue is repeated when it has long been closed. */
const REPEATED_AFTER = 35;
const LAST_REPEATED = '2024-10-25';

/** What came in and does not count as received: merged, refused, withdrawn before anybody had accepted it. */
export class ExtraIssues {
  constructor(
    private readonly received: readonly IssueDraft[],
    private readonly authors: IssueAuthors,
    private readonly time: OfficeTime,
    private readonly random: Random,
  ) {}

  /** The same enterprise writes again while its first issue is being handled. */
  merged(): IssueDraft[] {
    const waiting = this.received.filter(
      (draft) => isOrdinary(draft) && draft.channel === 'portal' && draft.chief !== null && hasMonthlyLimit(draft),
    );
    return this.random.sample(waiting, MERGED).map((into): IssueDraft => {
      const title = this.random.pick(PHRASES.mergeTitle).replace('{title}', into.title);
      const description = this.random.pick(PHRASES.mergeText).replace('{text}', into.description);
      const at = this.onDay(this.time.dayOf(localDateOf(into.at)) + 1);
      return { ...into, at, title, description, by: 'enterprise', end: 'merged', traits: new Set(), into };
    });
  }

  refused(): IssueDraft[] {
    return REFUSED.map((template, special) => {
      const draft =
        template.repeats === true ? this.repeated(template) : this.once(template, REFUSED_ON[special] ?? '');
      return {
        ...draft,
        urgency: 'normal',
        end: 'refused',
        special,
        traits: new Set(special === 3 ? ['objected'] : []),
      };
    });
  }

  /** From enterprises without a chief, about what nobody specialises in: nobody had it when it was taken back. */
  withdrawn(enterprises: readonly PlannedEnterprise[]): IssueDraft[] {
    return WITHDRAWN_ON.map((date, index) => ({
      ...this.authors.write({
        at: this.onDay(this.time.dayOf(date)),
        category: 'other-general',
        channel: 'portal',
        enterprise: enterprises[index],
      }),
      end: 'withdrawn' as const,
    }));
  }

  private once(template: RefusedTemplate, date: string): IssueDraft {
    const at = this.onDay(this.time.dayOf(date));
    return this.authors.write({ at, category: template.category, template, channel: 'portal' });
  }

  private repeated(template: RefusedTemplate): IssueDraft {
    const before = this.random.pick(
      this.received.filter(
        (draft) =>
          isOrdinary(draft) &&
          draft.category === template.category &&
          draft.resolution === 'solved' &&
          localDateOf(draft.at) <= LAST_REPEATED,
      ),
    );
    const titled = (text: string) => text.replace('{title}', before.title);
    return this.authors.write({
      at: this.onDay(this.time.dayOf(addDays(localDateOf(before.at), REPEATED_AFTER))),
      category: template.category,
      template: { ...template, title: titled(template.title), text: titled(template.text) },
      channel: 'portal',
      enterprise: before.enterprise,
    });
  }

  /** In the morning of a working day, so that the office answers on it. */
  private onDay(day: number): Instant {
    return this.time.instantOf(day * OFFICE_DAY) + this.random.int(60, 7_200) * SECOND;
  }
}
