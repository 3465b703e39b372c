import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../src/kernel/clock.js';
import { addDays, localDateOf, startOfDay } from '../../src/kernel/local-date.js';
import type { Calendars } from '../../src/modules/deadlines/index.js';
import type { Random } from '../demo/random.js';
import type { City } from './city.js';
import type { IssueLook } from './issue-look.read-model.js';
import type { CadreKind, Life } from './temperaments.js';

/** The product's own calendar of working days. */
export type OfficeCalendar = Awaited<ReturnType<Calendars['current']>>;

/** Office minutes, least and most; a working day has 540. */
type Minutes = readonly [least: number, most: number];

const DESK: Minutes = [20, 420];
const SLOW_DESK: Minutes = [600, 1_600];
const SLOW_DESKS = 0.12;
const DECISION: Minutes = [60, 700];
const SILENCE: Minutes = [700, 1_500];

const SIGNING: Readonly<Record<CadreKind, Minutes>> = {
  ...{ diligent: [5, 300], hasty: [5, 200] },
  ...{ slow: [300, 1_100], silent: [800, 2_200] },
};
const CONTACT: Readonly<Record<CadreKind, Minutes>> = {
  ...{ diligent: [10, 240], hasty: [10, 120] },
  ...{ slow: [240, 900], silent: [600, 1_800] },
};
const NOTE: Readonly<Record<CadreKind, Minutes>> = {
  ...{ diligent: [300, 1_300], hasty: [60, 500] },
  ...{ slow: [900, 2_600], silent: [1_500, 4_000] },
};
const REPORT: Minutes = [5 * 540, 14 * 540];
const LONG_SILENCE: Minutes = [6 * 540, 9 * 540];

interface World {
  readonly city: City;
  readonly calendar: OfficeCalendar;
  readonly now: Instant;
}

/** When somebody looks at an issue next, as it stands now; null when nobody has a reason to. */
export function nextTurnAt(look: IssueLook, life: Life, world: World): Instant | null {
  if (look.pending.length > 0) return atOffice(life.has('decider-silent') ? SILENCE : DECISION, life, world);
  return TURNS[look.status](look, life, world);
}

type Turn = (look: IssueLook, life: Life, world: World) => Instant | null;

const atDesk: Turn = (_look, life, world) => atOffice(life.random.chance(SLOW_DESKS) ? SLOW_DESK : DESK, life, world);
const byLead: Turn = (look, life, world) => atOffice(paceOfLead(look, world.city), life, world);
const never: Turn = () => null;

const TURNS: Readonly<Record<IssueLook['status'], Turn>> = {
  ...{ submitted: atDesk, accepted: atDesk, done_claimed: atDesk },
  ...{ assigned: byLead, in_progress: byLead, long_term: byLead },
  ...{ withdrawn: never, merged: never },
  needs_info: (_look, life, world) =>
    life.has('leaves-question-open') ? atOffice(LONG_SILENCE, life, world) : atHome([2, 60], life, world),
  verified: (_look, life, world) =>
    life.has('rates-never') && !life.has('called-back') ? world.now + 9 * DAY : atHome([2, 130], life, world),
  closed: (_look, life, world) =>
    life.has('reopens') || life.has('spot-checked') ? atHome([24, 20 * 24], life, world) : null,
  refused: (_look, life, world) => (life.has('objects') ? atHome([3, 72], life, world) : null),
};

function atOffice(minutes: Minutes, { random }: Life, { calendar, now }: World): Instant {
  return calendar.addWorkingMinutes(now, random.int(...minutes)).at + random.int(0, 59) * SECOND;
}

function atHome([least, most]: readonly [number, number], { random }: Life, { now }: World): Instant {
  return awake(now + random.int(least * 60, most * 60) * MINUTE, random);
}

function paceOfLead({ status, assigneeId, firstContactAt, unhappyContactDueAt }: IssueLook, city: City): Minutes {
  const kind = city.cadre(assigneeId!)?.kind ?? 'silent';
  if (status === 'long_term') return REPORT;
  if (status === 'assigned') return SIGNING[kind];
  return firstContactAt === null || unhappyContactDueAt !== null ? CONTACT[kind] : NOTE[kind];
}

/** Enterprises write when they are awake. */
function awake(wanted: Instant, random: Random): Instant {
  const date = localDateOf(wanted);
  const morning = (day: string): Instant => startOfDay(day) + 7 * HOUR + random.int(20, 150) * MINUTE;
  const sinceMidnight = wanted - startOfDay(date);
  if (sinceMidnight < 7 * HOUR) return morning(date);
  return sinceMidnight > 22 * HOUR ? morning(addDays(date, 1)) : wanted;
}
