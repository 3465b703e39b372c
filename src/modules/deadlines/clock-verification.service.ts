import { Injectable } from '@nestjs/common';
import { Clock, type Instant } from '../../kernel/clock.js';
import { Reader } from '../../platform/persistence/index.js';
import { Calendars } from './calendar.service.js';
import { ClockFactsReadModel } from './clock-facts.read-model.js';
import { ClockVerificationReadModel, type KeptClocks } from './clock-verification.read-model.js';
import { type ClockFact, instantsFrom } from './domain/clock-facts.js';
import { following } from './domain/issue-clocks.js';
import { warningAt } from './domain/warning.js';
import type { WorkingCalendar } from './domain/working-calendar.js';

/** What an open issue keeps of its clocks that does not follow from what happened to it. */
interface ClockDifference {
  readonly issueId: string;
  /** Name of the stored instant, or `colour`. */
  readonly what: string;
}

/** Reckons the clocks and colours of every open issue anew and holds them against what is stored. */
@Injectable()
export class ClockVerification {
  constructor(
    private readonly reader: Reader,
    private readonly issues: ClockVerificationReadModel,
    private readonly facts: ClockFactsReadModel,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async differences(): Promise<ClockDifference[]> {
    const now = this.clock.now();
    const calendar = await this.calendars.current();
    return this.reader.snapshot(async (session) => {
      const issues = await this.issues.openIssues(session, now);
      const facts = await this.facts.of(
        session,
        issues.map(({ id }) => id),
      );
      return issues.flatMap((issue) => {
        const reckoned = reckon(issue, facts.get(issue.id) ?? [], calendar);
        const wrong = Object.keys(reckoned).filter((name) => isOther(reckoned, issue, name as keyof KeptClocks));
        if (issue.colour !== warningAt(issue, now)) wrong.push('colour');
        return wrong.map((what) => ({ issueId: issue.id, what }));
      });
    });
  }
}

type Instants = Partial<KeptClocks>;

function reckon(issue: KeptClocks, facts: readonly ClockFact[], calendar: WorkingCalendar): Instants {
  const instants = instantsFrom(facts, calendar);
  return { ...instants, ...following({ ...issue, ...instants }, { calendar }) };
}

// SQLite keeps a flag as a number.
const plain = (value: Instant | string | boolean | null | undefined) =>
  typeof value === 'boolean' ? Number(value) : value;

const isOther = (reckoned: Instants, stored: Instants, name: keyof KeptClocks): boolean =>
  plain(reckoned[name]) !== plain(stored[name]);
