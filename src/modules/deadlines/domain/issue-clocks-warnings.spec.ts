import {
  ACCEPTED,
  type Case,
  changesOf,
  CONTACTED,
  following,
  HANDLED,
  type Status,
  type Told,
} from '../../../../test/support/clock-cases.js';

describe('a due date that touches a year without an official calendar', () => {
  const LATE: Told = { ...CONTACTED, finishStartedAt: '12-25 10:00', dueAt: '12-31 18:00' };

  it.each<[string, Case, boolean]>([
    ['acceptance in December', { action: 'accept', to: 'accepted', on: '12-25 10:00' }, true],
    ['acceptance before', { action: 'accept', to: 'accepted', on: '12-02 10:00' }, false],
    [
      'acceptance under calendar days',
      { action: 'accept', to: 'accepted', on: '12-25 10:00', limits: { finish: { count: 30, unit: 'calendar_day' } } },
      false,
    ],
    ['another handling', { action: 'reopen', to: 'in_progress', before: LATE, on: '12-28 10:00' }, true],
    [
      'another handling that changes nothing',
      { action: 'reopen', to: 'in_progress', before: LATE, on: '12-16 10:00' },
      false,
    ],
    [
      'a stop that moves it',
      { action: 'resume', to: 'in_progress', before: { ...LATE, pausedAt: '12-26 10:00' }, on: '12-31 10:00' },
      true,
    ],
  ])('%s', (_name, given, provisional) => {
    const { issue, changes } = changesOf(given);
    expect({ ...issue, ...changes }.dueProvisional).toBe(provisional);
  });

  it('stays provisional through a stop', () => {
    const before = { ...HANDLED, dueProvisional: true, pausedAt: '04-10 10:00' };
    const { issue, changes } = changesOf({ action: 'resume', to: 'in_progress', before });
    expect({ ...issue, ...changes }.dueProvisional).toBe(true);
  });
});

describe('what follows from the clocks', () => {
  const NOTHING = { extendUntil: null, yellowAt: null, orangeAt: null, redAt: null };
  const FINISH = { extendUntil: '04-16 18:00', yellowAt: '04-16 09:15' };
  const edited = (to: Status, before: Told): Case => ({ action: 'edit', to, before });

  it.each<[string, Case, Told]>([
    [
      'the accept clock',
      edited('submitted', { acceptDueAt: '04-09 18:00' }),
      { ...NOTHING, orangeAt: '04-09 18:00', redAt: '04-12 18:00' },
    ],
    [
      '… not while it stands still',
      edited('needs_info', { acceptDueAt: '04-09 18:00', pausedAt: '04-09 10:00' }),
      NOTHING,
    ],
    [
      'the assign clock, and from now on the finish clock',
      edited('accepted', { ...ACCEPTED, assignDueAt: '04-09 18:00' }),
      { ...FINISH, orangeAt: '04-09 18:00', redAt: '04-12 18:00' },
    ],
    [
      'the sign clock',
      edited('assigned', { ...ACCEPTED, signDueAt: '04-09 18:00', contactDueAt: '04-10 18:00' }),
      { ...FINISH, orangeAt: '04-09 18:00', redAt: '04-12 18:00' },
    ],
    [
      'the contact clock',
      edited('in_progress', { ...ACCEPTED, contactDueAt: '04-10 18:00', progressDueAt: '04-12 18:00' }),
      { ...FINISH, orangeAt: '04-10 18:00', redAt: '04-15 18:00' },
    ],
    [
      '… not after the contact; a missing progress note is never red',
      edited('in_progress', HANDLED),
      { ...FINISH, orangeAt: '04-12 18:00', redAt: '04-22 18:00' },
    ],
    [
      'a second return and a second rework',
      edited('in_progress', { ...HANDLED, secondReturnAt: '04-11 10:00', secondReworkAt: '04-11 11:00' }),
      { ...FINISH, orangeAt: '04-11 10:00', redAt: '04-11 11:00' },
    ],
    [
      'an unhappy rating',
      edited('in_progress', { ...HANDLED, unhappyContactDueAt: '04-11 18:00' }),
      { ...FINISH, orangeAt: '04-12 18:00', redAt: '04-11 18:00' },
    ],
    [
      'long-term handling: its own duties only',
      edited('long_term', { ...HANDLED, firstContactAt: null, progressDueAt: '05-10 18:00', reviewAt: '05-08 18:00' }),
      { ...NOTHING, orangeAt: '05-10 18:00', redAt: '05-08 18:00' },
    ],
    [
      'a review that was missed, after long-term handling, too',
      edited('in_progress', { ...HANDLED, progressDueAt: '05-10 18:00', reviewAt: '04-08 18:00' }),
      { ...FINISH, orangeAt: '04-17 18:00', redAt: '04-08 18:00' },
    ],
    [
      'an opinion that is owed: one working day before it is due, then like other duties',
      edited('in_progress', { ...HANDLED, opinionDueAt: '04-11 18:00' }),
      { ...FINISH, yellowAt: '04-10 18:00', orangeAt: '04-11 18:00', redAt: '04-16 18:00' },
    ],
    [
      '… in long-term handling, too',
      edited('long_term', { ...HANDLED, progressDueAt: '05-10 18:00', opinionDueAt: '04-11 18:00' }),
      { ...NOTHING, yellowAt: '04-10 18:00', orangeAt: '04-11 18:00', redAt: '04-16 18:00' },
    ],
    [
      'an answer to a supervision that is owed: of whatever status',
      edited('done_claimed', { ...CONTACTED, answerDueAt: '04-11 18:00' }),
      { ...NOTHING, yellowAt: '04-10 18:00', orangeAt: '04-11 18:00', redAt: '04-16 18:00' },
    ],
    [
      '… but no opinion, once it is said to be done',
      edited('done_claimed', { ...CONTACTED, opinionDueAt: '04-11 18:00' }),
      NOTHING,
    ],
    ['nothing after the claim of done', edited('done_claimed', CONTACTED), NOTHING],
    [
      'nothing while the enterprise may rate',
      edited('verified', { ...CONTACTED, ratingDueAt: '04-22 18:00' }),
      NOTHING,
    ],
  ])('%s', (_name, given, expected) => {
    expect(following(given)).toEqual(expected);
  });
});
