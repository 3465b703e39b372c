import fc from 'fast-check';
import { addDays, atTime, localDateOf } from '../../../kernel/local-date.js';
import { ISSUE_WARNINGS, WARNINGS, warningAt, warningInstants, type Warning, type WarningRule } from './warning.js';
import { DEFAULT_OFFICE_HOURS, WorkingCalendar } from './working-calendar.js';

/** 2024 around Labour Day, with its make-up days. */
const calendar = new WorkingCalendar(
  {
    knownYears: new Set([2024]),
    holidays: new Set(['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05']),
    makeUpDays: new Set(['2024-04-28', '2024-05-11']),
  },
  new Map(),
  DEFAULT_OFFICE_HOURS,
);

/** The running clocks and marks of an issue, in the words of these tests. */
interface WarningFacts {
  readonly finish: { readonly startedAt: number; readonly dueAt: number } | null;
  /** Due instants of the other running clocks: accept, assign, sign. */
  readonly duties: readonly number[];
  readonly progressDueAt: number | null;
  readonly secondReturnAt: number | null;
  readonly secondReworkAt: number | null;
  readonly unhappyContactDueAt: number | null;
  readonly reviewDueAt: number | null;
}

const mark = (dueAt: number | null | undefined) => (dueAt === null || dueAt === undefined ? null : { dueAt });

function instantsOf(facts: WarningFacts) {
  const [accept, assign, sign] = facts.duties.map(mark);
  return warningInstants(calendar, ISSUE_WARNINGS, {
    finish: facts.finish,
    accept,
    assign,
    sign,
    progress: mark(facts.progressDueAt),
    secondReturn: mark(facts.secondReturnAt),
    secondRework: mark(facts.secondReworkAt),
    unhappyContact: mark(facts.unhappyContactDueAt),
    review: mark(facts.reviewDueAt),
  });
}

const RUNS = { seed: 13710, numRuns: 1_000 };
const at = (text: string) => atTime(text.slice(0, 10), text.slice(11));
const QUIET: WarningFacts = {
  finish: null,
  duties: [],
  progressDueAt: null,
  secondReturnAt: null,
  secondReworkAt: null,
  unhappyContactDueAt: null,
  reviewDueAt: null,
};
const finish = (startedAt: string, dueAt: string) => ({ startedAt: at(startedAt), dueAt: at(dueAt) });
const rank = (warning: Warning) => WARNINGS.indexOf(warning);

/** The colour before, at and after the instant, a millisecond apart. */
function around(facts: WarningFacts, instant: string): Warning[] {
  const instants = instantsOf(facts);
  return [-1, 0, 1].map((offset) => warningAt(instants, at(instant) + offset));
}

describe('yellow', () => {
  it.each([
    ['75 % of eight days used', '2024-04-08T09:00', '2024-04-17T18:00', '2024-04-15T18:00'],
    ['75 % of a time that is no number of days', '2024-04-08T10:00', '2024-04-16T18:00', '2024-04-15T11:30'],
    ['one day left of three', '2024-04-08T18:00', '2024-04-11T18:00', '2024-04-10T18:00'],
    ['… of four: both at once', '2024-04-08T18:00', '2024-04-12T18:00', '2024-04-11T18:00'],
    ['one day left over Labour Day', '2024-04-29T18:00', '2024-05-07T18:00', '2024-05-06T18:00'],
    ['due at another hour', '2024-04-08T10:00', '2024-04-10T10:00', '2024-04-09T10:00'],
    ['a limit of one day, from the start', '2024-04-08T18:00', '2024-04-09T18:00', '2024-04-08T18:00'],
    ['a limit of an hour, from the start', '2024-04-08T10:00', '2024-04-08T11:00', '2024-04-08T10:00'],
    ['no office time at all, from the start', '2024-04-13T10:00', '2024-04-14T18:00', '2024-04-13T10:00'],
    ['due on a day off', '2024-04-08T18:00', '2024-04-13T18:00', '2024-04-11T18:00'],
  ])('%s: %s to %s, yellow from %s', (_name, startedAt, dueAt, yellowAt) => {
    const facts = { ...QUIET, finish: finish(startedAt, dueAt) };
    expect(instantsOf(facts).yellowAt).toBe(at(yellowAt));
    expect(around(facts, yellowAt)).toEqual(['none', 'yellow', 'yellow']);
  });

  it('is about the finish clock only', () => {
    const facts = { ...QUIET, duties: [at('2024-04-09T18:00')], progressDueAt: at('2024-04-09T18:00') };
    expect(instantsOf(facts).yellowAt).toBeNull();
    expect(warningAt(instantsOf(facts), at('2024-04-09T17:59'))).toBe('none');
  });
});

describe('orange', () => {
  it.each<[string, Partial<WarningFacts>]>([
    ['finish overdue', { finish: finish('2024-04-01T10:00', '2024-04-12T18:00') }],
    ['a duty overdue', { duties: [at('2024-04-15T18:00'), at('2024-04-12T18:00')] }],
    [
      'a duty overdue before the finish',
      { finish: finish('2024-04-12T12:00', '2024-04-30T18:00'), duties: [at('2024-04-12T18:00')] },
    ],
    ['a progress note missing', { progressDueAt: at('2024-04-12T18:00') }],
  ])('%s begins one millisecond after due', (_name, parts) => {
    const facts = { ...QUIET, ...parts };
    const before = parts.finish?.dueAt === at('2024-04-12T18:00') ? 'yellow' : 'none';
    expect(around(facts, '2024-04-12T18:00')).toEqual([before, before, 'orange']);
  });

  it('begins with the second return', () => {
    const facts = { ...QUIET, secondReturnAt: at('2024-04-12T15:00') };
    expect(around(facts, '2024-04-12T15:00')).toEqual(['none', 'orange', 'orange']);
  });
});

describe('red', () => {
  it.each([
    ['over a weekend', '2024-04-12T18:00', '2024-04-17T18:00'],
    ['over Labour Day', '2024-04-30T18:00', '2024-05-08T18:00'],
    ['due on a day off', '2024-04-14T18:00', '2024-04-17T18:00'],
    ['due at another hour: the third day ends at closing', '2024-04-12T10:00', '2024-04-17T18:00'],
  ])('overdue beyond three working days, %s: due %s, orange until %s', (_name, due, last) => {
    expect(around({ ...QUIET, duties: [at(due)] }, last)).toEqual(['orange', 'orange', 'red']);
    expect(around({ ...QUIET, finish: { startedAt: at(due) - 1, dueAt: at(due) } }, last)).toEqual([
      'orange',
      'orange',
      'red',
    ]);
  });

  it.each<[string, Partial<WarningFacts>]>([
    ['an unhappy rating not contacted', { unhappyContactDueAt: at('2024-04-12T18:00') }],
    ['a long-term review missed', { reviewDueAt: at('2024-04-12T18:00') }],
  ])('%s begins one millisecond after due', (_name, parts) => {
    expect(around({ ...QUIET, ...parts }, '2024-04-12T18:00')).toEqual(['none', 'none', 'red']);
  });

  it('begins with the second rework', () => {
    expect(around({ ...QUIET, secondReworkAt: at('2024-04-12T15:00') }, '2024-04-12T15:00')).toEqual([
      'none',
      'red',
      'red',
    ]);
  });

  it('never comes of a missing progress note alone', () => {
    expect(instantsOf({ ...QUIET, progressDueAt: at('2024-04-12T18:00') }).redAt).toBeNull();
  });

  it('is looked at first', () => {
    const instants = { yellowAt: 3, orangeAt: 2, redAt: 1 };
    expect([0, 1, 2, 3].map((now) => warningAt(instants, now))).toEqual(['none', 'red', 'red', 'red']);
    expect(warningAt({ yellowAt: null, orangeAt: null, redAt: null }, 9)).toBe('none');
  });
});

const instants = fc.integer({ min: at('2024-04-01T00:00'), max: at('2024-05-31T00:00') });
const dues = fc.oneof(
  instants,
  instants.map((instant) => calendar.closing(localDateOf(instant))),
);
const rarely = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { freq: 1 });
const facts: fc.Arbitrary<WarningFacts> = fc.record({
  finish: fc.option(
    fc.tuple(dues, dues).map(([one, other]) => ({ startedAt: Math.min(one, other), dueAt: Math.max(one, other) })),
  ),
  duties: fc.array(dues, { maxLength: 3 }),
  progressDueAt: rarely(dues),
  secondReturnAt: rarely(instants),
  secondReworkAt: rarely(instants),
  unhappyContactDueAt: rarely(dues),
  reviewDueAt: rarely(dues),
});

/** Past the closing hour of the third working day after the due day, found by walking. */
function longOverdue(dueAt: number, now: number): boolean {
  let date = localDateOf(dueAt);
  for (let left = 3; left > 0;) {
    date = addDays(date, 1);
    if (calendar.isWorkingDay(date)) left--;
  }
  return now > atTime(date, '18:00');
}

/** Whole milliseconds, so that three quarters compare exactly. */
const officeTime = (from: number, to: number) => Math.round(calendar.workingMinutesBetween(from, to) * 60_000);

function naiveYellow({ startedAt, dueAt }: { startedAt: number; dueAt: number }, now: number): boolean {
  const mostlyUsed = 4 * officeTime(startedAt, now) >= 3 * officeTime(startedAt, dueAt);
  return (
    now >= startedAt &&
    (mostlyUsed || officeTime(now, dueAt) <= officeTime(at('2024-04-08T09:00'), at('2024-04-08T18:00')))
  );
}

/** The colour from the words of the rules, at one moment, without stored instants. */
function naiveWarning(given: WarningFacts, now: number): Warning {
  const missed = (dueAt: number | null) => dueAt !== null && now > dueAt;
  const happened = (moment: number | null) => moment !== null && now >= moment;
  const clocks = given.finish ? [given.finish.dueAt, ...given.duties] : given.duties;

  const tooLong = clocks.some((dueAt) => longOverdue(dueAt, now));
  if (tooLong || happened(given.secondReworkAt) || missed(given.unhappyContactDueAt) || missed(given.reviewDueAt))
    return 'red';
  if (clocks.some(missed) || missed(given.progressDueAt) || happened(given.secondReturnAt)) return 'orange';
  return given.finish && naiveYellow(given.finish, now) ? 'yellow' : 'none';
}

describe('warnings of any issue', () => {
  it('are those that the rules give without stored instants', () => {
    fc.assert(
      fc.property(facts, instants, (given, now) => {
        expect(warningAt(instantsOf(given), now)).toBe(naiveWarning(given, now));
      }),
      { ...RUNS, numRuns: 3_000 },
    );
  });

  it('change exactly where the rules change, to the millisecond', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const stored = instantsOf(given);
        for (const begins of [stored.yellowAt, stored.orangeAt, stored.redAt]) {
          if (begins === null) continue;
          for (const now of [begins - 1, begins]) expect(warningAt(stored, now)).toBe(naiveWarning(given, now));
        }
      }),
      RUNS,
    );
  });

  it('never go down as time goes on', () => {
    fc.assert(
      fc.property(facts, instants, fc.integer({ min: 0, max: 86_400_000 * 30 }), (given, now, later) => {
        const stored = instantsOf(given);
        expect(rank(warningAt(stored, now + later))).toBeGreaterThanOrEqual(rank(warningAt(stored, now)));
      }),
      RUNS,
    );
  });
});

describe('colours of other things than issues', () => {
  /** Of a major project whose start is planned for a day (product.md). */
  const PROJECTS: readonly WarningRule<'start'>[] = [
    { colour: 'yellow', mark: 'start', begins: { at: 'missed-by-months', months: 1 } },
    { colour: 'orange', mark: 'start', begins: { at: 'missed-by-months', months: 3 } },
    { colour: 'red', mark: 'start', begins: { at: 'missed-by-months', months: 6 } },
  ];

  it.each([
    ['2024-03-15', '2024-04-15T23:59', '2024-04-16T00:00', 'yellow'],
    ['2024-03-15', '2024-06-15T23:59', '2024-06-16T00:00', 'orange'],
    ['2024-03-15', '2024-09-15T23:59', '2024-09-16T00:00', 'red'],
    ['2024-01-31', '2024-02-29T23:59', '2024-03-01T00:00', 'yellow'],
  ])('a project planned for %s has no new colour at %s, and from %s on it is %s', (planned, last, first, colour) => {
    const instants = warningInstants(calendar, PROJECTS, { start: { dueAt: at(`${planned}T18:00`) } });
    expect(rank(warningAt(instants, at(last)))).toBe(rank(colour as Warning) - 1);
    expect(warningAt(instants, at(first))).toBe(colour);
  });
});
