import { firstDayOf, lastDayOf, type DayNumber } from '../../../kernel/day-number.js';

/** What a calendar says about one day. */
export interface DayStanding {
  readonly working: boolean;
  /** Nobody has published or decided it yet. */
  readonly provisional: boolean;
}

/**
 * The working days of one year, counted beforehand: deadlines and warnings are reckoned for every issue in a list, so a
 * question costs a look-up, not a walk over days. Days passed in must be of this year, except where said otherwise.
 */
export class YearTable {
  readonly workingDayCount: number;
  private readonly first: DayNumber;
  private readonly workingDays: readonly DayNumber[];
  /** At index i: how many of the first i days of the year are working, or provisional. One longer than the year. */
  private readonly workingUpTo: Uint16Array;
  private readonly provisionalUpTo: Uint16Array;

  constructor(
    readonly year: number,
    standingOf: (day: DayNumber) => DayStanding,
  ) {
    this.first = firstDayOf(year);
    const length = lastDayOf(year) - this.first + 1;
    const workingDays: DayNumber[] = [];
    this.workingUpTo = new Uint16Array(length + 1);
    this.provisionalUpTo = new Uint16Array(length + 1);
    let provisionalDays = 0;
    for (let index = 0; index < length; index++) {
      const standing = standingOf(this.first + index);
      if (standing.working) workingDays.push(this.first + index);
      if (standing.provisional) provisionalDays++;
      this.workingUpTo[index + 1] = workingDays.length;
      this.provisionalUpTo[index + 1] = provisionalDays;
    }
    this.workingDays = workingDays;
    this.workingDayCount = workingDays.length;
  }

  get firstDay(): DayNumber {
    return this.first;
  }

  get lastDay(): DayNumber {
    return this.first + this.workingUpTo.length - 2;
  }

  isWorking(day: DayNumber): boolean {
    return this.workingBefore(day + 1) > this.workingBefore(day);
  }

  /** Working days of this year before the day; the day may also be 1 January of the next year. */
  workingBefore(day: DayNumber): number {
    return this.workingUpTo[day - this.first] ?? 0;
  }

  /** The working day at a place from 1 to `workingDayCount`. */
  workingDayAt(place: number): DayNumber {
    const day = this.workingDays[place - 1];
    if (day === undefined) throw new RangeError(`${this.year} has no working day number ${place}`);
    return day;
  }

  /** Whether a day from `from` to `to`, both included, is provisional. */
  hasProvisional(from: DayNumber, to: DayNumber): boolean {
    return (this.provisionalUpTo[to + 1 - this.first] ?? 0) > (this.provisionalUpTo[from - this.first] ?? 0);
  }
}
