import { iso } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { competentFunctions, LONG_TERM, PHRASES, progressTexts, requestReasons } from './corpus.js';
import { hasMonthlyLimit } from './issue-drafts.js';
import { instantAt, OFFICE_DAY } from './office-time.js';
import { begin } from './story-opening.js';
import type { Story } from './story.js';

/** A diligent cadre notes progress within three working days of the last word. */
const NOTE_EVERY: readonly [number, number] = [520, 1150];
const MISSED_NOTE = 0.07;
const INTERNAL_NOTE = 0.1;

/** Notes up to an office minute, short of it; the next act of the story comes after. */
export function keepNotes(story: Story, until: number): void {
  const { writer, random } = story;
  let due = writer.minute + random.int(...NOTE_EVERY);
  if (due > until && until - writer.minute > 500 && random.chance(0.6)) {
    due = writer.minute + Math.floor((until - writer.minute) / 2);
  }
  while (due < until - 60) {
    const internal = random.chance(INTERNAL_NOTE);
    const note = internal ? random.pick(PHRASES.internalNote) : nextNote(story);
    writer.at(due).by('lead', 'progress', { note, visibleToEnterprise: !internal });
    due = writer.minute + random.int(...NOTE_EVERY) + (random.chance(MISSED_NOTE) ? OFFICE_DAY * 2 : 0);
  }
}

/** What has not been noted yet: first what such matters go through, in that order, then what is always true. */
export function nextNote({ draft, writer, random }: Story): string {
  const noted = new Set(writer.steps.map((step) => (step.action === 'progress' ? step.body.note : '')));
  const fresh = (notes: readonly string[]) =>
    notes.map((note) => draft.text.fill(note)).find((note) => !noted.has(note));
  return (
    fresh(progressTexts(draft.category)) ??
    fresh(random.shuffle(PHRASES.routineNote)) ??
    random.pick(PHRASES.routineNote)
  );
}

/** Tells the way to the claim of done and returns the office minute in which it is due to be made. */
export function handle(story: Story): number {
  const { draft, days, writer } = story;
  const { traits } = draft;
  if (traits.has('extended')) {
    return extend(story);
  }
  const claimAt = minuteOfClaim(story);
  begin(story, claimAt - writer.minute < 300);
  if (traits.has('extension-denied')) {
    askForTime(story, {
      day: days.submitted(draft) + 3,
      until: days.due(draft) + 3,
      approve: false,
      by: 'coordinator',
    });
  }
  if (traits.has('escalated')) {
    escalate(story);
  }
  if (traits.has('supervised')) {
    answerToManager(story);
  }
  return claimAt;
}

/** Some minute of the day of the claim, but not before the work could have been done. */
function minuteOfClaim({ draft, days, writer, random }: Story): number {
  return Math.max(days.claim(draft) * OFFICE_DAY + random.int(30, OFFICE_DAY - 15), writer.minute + 90);
}

interface Asking {
  /** The working day of the request. */
  readonly day: number;
  /** The working day on whose closing hour the new limit ends. */
  readonly until: number;
  readonly approve: boolean;
  readonly by: 'coordinator' | 'coordinator-henan';
}

function askForTime(story: Story, { day, until, approve, by }: Asking): void {
  const { draft, writer, random, time } = story;
  const askAt = day * OFFICE_DAY + random.int(20, OFFICE_DAY - 90);
  keepNotes(story, askAt);
  writer.at(askAt);
  const informed = { means: random.pick(['phone', 'visit'] as const), at: writer.shortlyBefore() };
  const said = writer.steps.map((step) => (step.action === 'extend' ? step.body.reason : ''));
  const unsaid = requestReasons(draft.category).extension.filter((reason) => !said.includes(reason));
  writer.by('lead', 'extend', {
    dueAt: iso(time.closingOf(until)),
    reason: random.pick(unsaid),
    enterpriseInformed: informed,
  });
  writer.after(40, 300).by(by, 'decide', {
    request: 'extension',
    approve,
    reason: random.pick(approve ? PHRASES.extensionApproved : PHRASES.extensionDenied),
  });
}

/** More time, once or twice; the second time is granted one level up. */
function extend(story: Story): number {
  const { draft, days, random, time } = story;
  begin(story, false);
  const due = days.due(draft);
  const monthly = hasMonthlyLimit(draft);
  const askOn = monthly ? time.dayOf(addDays(localDateOf(draft.at), 21)) : days.submitted(draft) + random.int(3, 5);
  const first = due + random.int(4, 6);
  askForTime(story, { day: askOn, until: first, approve: true, by: 'coordinator' });
  let last = first;
  let earliest = due;
  if (draft.traits.has('extended-twice')) {
    last = first + 5;
    earliest = first;
    askForTime(story, { day: first - 3, until: last, approve: true, by: 'coordinator-henan' });
  }
  return random.int(earliest + 1, last - 1) * OFFICE_DAY + random.int(30, OFFICE_DAY - 15);
}

interface Level {
  readonly region: string;
  readonly by: 'coordinator' | 'coordinator-henan';
  readonly tried: readonly string[];
  readonly missing: readonly string[];
  readonly approved: readonly string[];
}

/** To the municipality, and from there to the province where even that is not enough. */
function escalate(story: Story): void {
  const { tried, missing } = requestReasons(story.draft.category);
  oneLevelUp(story, { region: '411600', by: 'coordinator', tried, missing, approved: PHRASES.escalationApproved });
  if (story.draft.traits.has('escalated-twice')) {
    oneLevelUp(story, {
      region: '410000',
      by: 'coordinator-henan',
      tried: PHRASES.provinceTried,
      missing: PHRASES.provinceMissing,
      approved: PHRASES.escalationApprovedHenan,
    });
  }
}

function oneLevelUp(story: Story, { region, by, tried, missing, approved }: Level): void {
  const { draft, writer, random, colleagues } = story;
  const askAt = writer.minute + random.int(200, 800);
  keepNotes(story, askAt);
  writer.at(askAt).by('lead', 'escalate', { tried: random.pick(tried), powerMissing: random.pick(missing) });
  // The levels above have no development zones; their industry departments look after them.
  const lead = colleagues.of(region, [...competentFunctions(draft.category), 'industry'], []);
  const reason = random.pick(approved);
  writer.after(30, 300).by(by, 'decide', { request: 'escalation', approve: true, reason, cadreKey: lead.key });
  writer.after(10, 220).by('lead', 'sign', {});
  const takenOver = region === '411600' ? PHRASES.takenOver : PHRASES.takenOverProvince;
  writer.after(20, 200).by('lead', 'progress', { note: random.pick(takenOver), visibleToEnterprise: true });
}

/** A manager asks why it is overdue. */
function answerToManager(story: Story): void {
  const { draft, writer, random, days } = story;
  const asked = (days.submitted(draft) + 8) * OFFICE_DAY + random.int(20, 200);
  keepNotes(story, asked);
  const kind = random.pick(['urge', 'urge', 'supervise'] as const);
  writer.at(asked).by('manager', 'supervise', { kind, note: random.pick(PHRASES.supervise) });
  writer.after(60, 260).by('lead', 'answer-supervision', { answer: random.pick(PHRASES.superviseAnswer) });
}

/** What cannot be finished now and says so, with a day on which somebody looks again. */
export function parkLongTerm(story: Story): void {
  const { draft, writer, random, time } = story;
  begin(story, false);
  const text = LONG_TERM[draft.special ?? 0];
  const askAt = time.dayOf('2025-01-08') * OFFICE_DAY + random.int(20, 2 * OFFICE_DAY);
  keepNotes(story, askAt);
  writer.at(askAt).by('lead', 'long-term', {
    reason: text?.reason ?? 'quota',
    stageResult: text?.stageResult ?? '',
    reviewAt: iso(instantAt('2025-02-06', 18 * 60)),
  });
  writer.after(40, 300).by('coordinator', 'decide', {
    request: 'long-term',
    approve: true,
    reason: random.pick(PHRASES.longTermApproved),
  });
}

/** Still being handled when the story ends. */
export function leaveOpen(story: Story): void {
  const { draft, time } = story;
  begin(story, false);
  if (draft.traits.has('escalated')) {
    escalate(story);
  }
  if (draft.traits.has('supervised')) {
    answerToManager(story);
  }
  keepNotes(story, time.dayOf('2025-01-23') * OFFICE_DAY);
}
