import { Injectable } from '@nestjs/common';
import { type Instant, MINUTE } from '../../kernel/clock.js';
import { addDays, atTime, clockTimeOf, localDateOf, type LocalDate } from '../../kernel/local-date.js';
import { Calendars } from '../deadlines/index.js';
import type { Importance } from './domain/notice-kinds.js';
import type { QuietHours } from './domain/preferences.js';

const DIGEST_AT = '08:30';
/** Whoever is quiet whenever the office is open gets mail all the same, at some time. */
const MOST_STEPS = 14;

/** When a mail may leave: in working hours, and not in somebody's quiet ones. */
@Injectable()
export class MailTimes {
  constructor(private readonly calendars: Calendars) {}

  async from(now: Instant, importance: Importance, quiet: QuietHours | null): Promise<Instant> {
    if (importance === 'urgent') return now;
    const calendar = await this.calendars.current();
    let at = now;
    for (let step = 0; step < MOST_STEPS; step++) {
      // The first millisecond of office time begins at the opening, or now.
      const open = calendar.addWorkingMinutes(at, 1 / MINUTE).at - 1;
      const next = quiet === null ? open : endOfQuiet(open, quiet);
      if (next === open) return open;
      at = next;
    }
    return at;
  }

  /** The digest into which something of this moment goes: of this working morning, or of the next one. */
  async nextDigest(now: Instant): Promise<{ readonly date: LocalDate; readonly at: Instant }> {
    const calendar = await this.calendars.current();
    const today = localDateOf(now);
    const isToday = calendar.isWorkingDay(today) && now < atTime(today, DIGEST_AT);
    const date = isToday ? today : localDateOf(calendar.addWorkingDays(now, 1).at);
    return { date, at: atTime(date, DIGEST_AT) };
  }
}

/** The instant itself when it is not quiet. */
function endOfQuiet(at: Instant, { from, to }: QuietHours): Instant {
  const time = clockTimeOf(at);
  const isQuiet = from < to ? from <= time && time < to : from <= time || time < to;
  if (!isQuiet) return at;
  const today = localDateOf(at);
  return atTime(time < to ? today : addDays(today, 1), to);
}
