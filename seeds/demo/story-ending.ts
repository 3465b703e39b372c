import { PHRASES, REFUSED } from './corpus.js';
import type { IssueDraft } from './issue-drafts.js';
import { keepNotes, nextNote } from './story-handling.js';
import type { Confirmation, Resolution } from './script-types.js';
import type { Story } from './story.js';

/** The claim, the check by somebody else, and the answer of the enterprise. Returns how the closure was confirmed. */
export function finish(story: Story, claimAt: number): Confirmation {
  const { draft, random } = story;
  const measures = measuresOf(story);
  if (draft.traits.has('rework')) {
    claimTwice(story, claimAt, measures);
  } else {
    keepNotes(story, claimAt);
    claim(story, claimAt, draft.resolution, measures);
  }
  verify(story);
  if (draft.traits.has('unhappy')) {
    unhappy(story);
  }
  const confirmation = answer(story);
  if (!draft.traits.has('reopened')) {
    return confirmation;
  }
  reopen(story);
  claim(story, story.writer.minute + random.int(400, 1700), 'solved', random.pick(PHRASES.reopenRedo));
  verify(story);
  return answer(story);
}

function measuresOf({ draft }: Story): string {
  const { done, partly, explained, referred } = draft.template;
  const texts = { solved: done, partly_solved: partly, explained, referred };
  return draft.text.fill(texts[draft.resolution] ?? done);
}

function claim({ writer }: Story, at: number, resolution: Resolution, measures: string): void {
  writer.at(at).by('lead', 'claim-done', { resolution, measures });
}

/** Claimed too early: the verifier says what is missing, and only the second claim holds. */
function claimTwice(story: Story, claimAt: number, measures: string): void {
  const { draft, writer, random } = story;
  const early = Math.max(writer.minute + 40, claimAt - random.int(500, 760));
  keepNotes(story, early);
  claim(story, early, draft.resolution, random.pick(PHRASES.hastyMeasures));
  writer.after(40, 200).by(verifier(draft), 'rework', { missing: random.pick(PHRASES.reworkMissing) });
  writer.after(40, 120).by('lead', 'progress', { note: nextNote(story), visibleToEnterprise: true });
  claim(story, claimAt, draft.resolution, `${measures}${random.pick(PHRASES.reworkAddition)}`);
}

/** After a second escalation only the province answers for it. */
function verifier({ traits }: IssueDraft): 'coordinator' | 'coordinator-henan' {
  return traits.has('escalated-twice') ? 'coordinator-henan' : 'coordinator';
}

function verify({ draft, writer, random }: Story): void {
  const note = random.chance(0.7) ? { note: random.pick(PHRASES.verifyNote) } : {};
  writer.after(20, 420).by(verifier(draft), 'verify', note);
}

/** A bad rating brings it back: contact within a working day, done again, checked again. */
function unhappy(story: Story): void {
  const { draft, writer, random } = story;
  const stars = random.pick([1, 2, 2] as const);
  writer
    .afterHours(3, 60)
    .by('enterprise', 'rate', { stars, solved: false, comment: random.pick(PHRASES.unhappyComment) });
  writer.after(15, 260).by('lead', 'start', {
    means: random.pick(['phone', 'visit'] as const),
    person: draft.enterprise.contacts[0]?.name ?? '',
    note: random.pick(PHRASES.unhappyContact),
  });
  claim(story, writer.minute + random.int(300, 1250), 'solved', random.pick(PHRASES.unhappyRedo));
  verify(story);
}

function reopen({ writer, random }: Story): void {
  const reason = random.pick(PHRASES.reopenReason);
  if (random.chance(0.25)) {
    writer.after(3 * 420, 12 * 420).by('coordinator', 'reopen', { reason: random.pick(PHRASES.spotCheckReason) });
  } else {
    writer.afterHours(4 * 24, 21 * 24).by('enterprise', 'reopen', { reason });
  }
  writer.after(30, 300).by('lead', 'progress', { note: random.pick(PHRASES.reopenedNote), visibleToEnterprise: true });
}

/** How the enterprise answers, or fails to. A window that lapses is no step: Zhuqi itself closes the issue then. */
function answer(story: Story): Confirmation {
  switch (story.draft.confirmation) {
    case 'enterprise':
      return rate(story);
    case 'call_back':
      return callBack(story);
    case 'none':
      missedCall(story);
      return 'none';
  }
}

function commentsOn({ resolution }: IssueDraft, stars: number): readonly string[] {
  if (resolution === 'explained' || resolution === 'referred') {
    return PHRASES.explainedComment;
  }
  return resolution === 'solved' && stars > 3 ? PHRASES.happyComment : PHRASES.plainComment;
}

function rate({ draft, writer, random }: Story): 'enterprise' {
  const soon = random.chance(0.65);
  writer.afterHours(soon ? 1 : 26, soon ? 26 : 130);
  const full = draft.resolution === 'solved';
  const stars = full ? random.pick([5, 5, 5, 5, 5, 5, 4, 4, 4, 3] as const) : random.pick([4, 4, 3, 3, 5] as const);
  const comment = random.chance(0.55) ? { comment: random.pick(commentsOn(draft, stars)) } : {};
  writer.by('enterprise', 'rate', { stars, solved: true, ...comment });
  return 'enterprise';
}

/** The coordinator above calls: neither the handler's unit nor whoever verified it may. */
function callBack(story: Story): Confirmation {
  const { draft, writer, random } = story;
  const minute = writer.officeMinuteWithinWindow(700, 1300);
  if (minute === null) {
    return rate(story);
  }
  writer.at(minute);
  writer.by('coordinator-henan', 'call-back', {
    contacted: true,
    person: draft.enterprise.contacts[0]?.name ?? '',
    at: writer.shortlyBefore(),
    solved: true,
    stars: random.pick([5, 5, 4, 4, 3] as const),
    comment: random.pick(PHRASES.callBackComment),
  });
  return 'call_back';
}

/** Now and then somebody tried to reach the enterprise before the window lapsed. */
function missedCall({ draft, writer, random }: Story): void {
  const minute = writer.officeMinuteWithinWindow(800, 1300);
  if (minute !== null && random.chance(0.15)) {
    writer.at(minute);
    writer.by('coordinator-henan', 'call-back', {
      contacted: false,
      person: draft.enterprise.contacts[0]?.name ?? '',
      at: writer.shortlyBefore(),
      comment: random.pick(PHRASES.missedCall),
    });
  }
}

/** Not ours to solve: the reason, and where to turn to. One enterprise does not accept that. */
export function refuse({ draft, writer, random }: Story): void {
  const text = REFUSED[draft.special ?? 0];
  writer.after(20, 260).by('coordinator', 'refuse', {
    reason: text?.reason ?? 'out-of-duty',
    channel: text?.channel ?? '',
    note: text?.note ?? '',
  });
  if (draft.traits.has('objected')) {
    writer.afterHours(3, 30).by('enterprise', 'object', { reason: random.pick(PHRASES.objection) });
    writer.after(60, 400).by('coordinator-henan', 'decide', {
      request: 'objection',
      approve: false,
      reason: random.pick(PHRASES.objectionDenied),
    });
  }
}

export function withdraw({ writer, random }: Story): void {
  writer.afterHours(1, 4).by('enterprise', 'withdraw', { reason: random.pick(PHRASES.withdrawReason) });
}

export function merge({ draft, writer }: Story): void {
  writer.after(20, 240).by('coordinator', 'merge', { intoKey: draft.into?.key ?? '' });
}
