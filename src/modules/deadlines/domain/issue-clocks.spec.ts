import {
  ACCEPTED,
  at,
  type Case,
  changed,
  changesOf,
  CONTACTED,
  HANDLED,
  type Status,
  type Told,
} from '../../../../test/support/clock-cases.js';
import type { ClockedAction } from './issue-clocks.js';

const APPROVED = { approved: true };
const LONG_TERM = { ...APPROVED, request: 'long_term', reviewAt: at('05-02 10:00'), requestReason: 'quota' };
const QUEUED = { assignDueAt: '04-16 18:00' };
const TO_SIGN = { signDueAt: '04-16 18:00', contactDueAt: '04-16 18:00' };
const HANDOVER = { progressDueAt: '04-18 18:00' };

describe('what each action does to the clocks', () => {
  it.each<[string, Case, Told]>([
    ['a submission', { action: 'submit', to: 'submitted' }, { acceptDueAt: '04-09 18:00' }],
    [
      'acceptance',
      { action: 'accept', to: 'accepted', before: { acceptDueAt: '04-09 18:00', acceptedAt: '04-15 10:00' } },
      {
        ...QUEUED,
        acceptDueAt: null,
        finishStartedAt: '04-15 10:00',
        dueAt: '04-24 18:00',
        originalDueAt: '04-24 18:00',
      },
    ],
    [
      'acceptance under a limit in calendar days',
      { action: 'accept', to: 'accepted', limits: { finish: { count: 30, unit: 'calendar_day' } } },
      { ...QUEUED, finishStartedAt: '04-15 10:00', dueAt: '05-15 18:00', originalDueAt: '05-15 18:00' },
    ],
    [
      'a question stops the accept clock, as long as there is time to answer',
      { action: 'request-info', to: 'needs_info' },
      { pausedAt: '04-15 10:00', infoDueAt: '04-22 18:00' },
    ],
    [
      'a question without an answer: the accept clock goes on',
      {
        action: 'info-lapse',
        to: 'submitted',
        before: { acceptDueAt: '04-09 18:00', pausedAt: '04-09 10:00', infoDueAt: '04-15 09:59' },
      },
      { acceptDueAt: '04-15 18:00', pausedAt: null, infoDueAt: null },
    ],
    [
      'an answer gives the rest of it',
      {
        action: 'provide-info',
        to: 'submitted',
        before: { acceptDueAt: '04-09 18:00', pausedAt: '04-09 10:00' },
      },
      { acceptDueAt: '04-15 18:00', pausedAt: null },
    ],
    [
      'an answer after 18:00',
      {
        action: 'provide-info',
        to: 'submitted',
        on: '04-15 20:00',
        before: { acceptDueAt: '04-09 18:00', pausedAt: '04-08 17:00' },
      },
      { acceptDueAt: '04-17 18:00', pausedAt: null },
    ],
    [
      'a question after the limit gives nothing',
      { action: 'provide-info', to: 'submitted', before: { acceptDueAt: '04-09 18:00', pausedAt: '04-10 10:00' } },
      { pausedAt: null },
    ],
    [
      'an assignment',
      { action: 'assign', to: 'assigned', before: { ...ACCEPTED, assignDueAt: '04-09 18:00' } },
      { ...TO_SIGN, assignDueAt: null },
    ],
    [
      'another lead before any contact',
      {
        action: 'reassign',
        to: 'assigned',
        before: { ...ACCEPTED, contactDueAt: '04-09 18:00', progressDueAt: '04-12 18:00' },
      },
      { ...TO_SIGN, progressDueAt: null },
    ],
    [
      'another lead after the first contact',
      { action: 'reassign', to: 'assigned', before: HANDLED },
      { signDueAt: '04-16 18:00', progressDueAt: null },
    ],
    [
      'another lead for long-term handling: the finish clock goes on',
      { action: 'reassign', to: 'assigned', before: { ...HANDLED, pausedAt: '04-12 10:00', reviewAt: '05-02 10:00' } },
      {
        reviewAt: null,
        signDueAt: '04-16 18:00',
        progressDueAt: null,
        finishStartedAt: '04-09 10:00',
        dueAt: '04-18 18:00',
        pausedAt: null,
      },
    ],
    ['support', { action: 'reassign', to: 'assigned', before: TO_SIGN, details: { coHandlersAdded: [] } }, {}],
    ['a hand-over before signing', { action: 'hand-over', to: 'assigned', before: ACCEPTED }, TO_SIGN],
    ['a hand-over later', { action: 'hand-over', to: 'in_progress', before: HANDLED }, {}],
    [
      'signing',
      { action: 'sign', to: 'in_progress', before: { ...ACCEPTED, ...TO_SIGN } },
      { ...HANDOVER, signDueAt: null },
    ],
    [
      'the first contact: its limit stays for the response rate',
      { action: 'start', to: 'in_progress', before: { ...HANDLED, firstContactAt: '04-15 09:30' } },
      HANDOVER,
    ],
    [
      'acceptance under a statute: the clock starts once and is not moved by another handling',
      { action: 'accept', to: 'accepted', limits: { statutory: { count: 90, unit: 'calendar_day' } } },
      {
        ...QUEUED,
        finishStartedAt: '04-15 10:00',
        dueAt: '04-24 18:00',
        originalDueAt: '04-24 18:00',
        statutoryDueAt: '07-14 18:00',
      },
    ],
    [
      'a recalculation',
      {
        action: 'recalculate',
        to: 'in_progress',
        before: HANDLED,
        details: { clocks: [{ clock: 'finish', dueAt: at('04-19 18:00') }], reason: '' },
      },
      { dueAt: '04-19 18:00' },
    ],
    ['a progress note', { action: 'progress', to: 'in_progress', before: HANDLED }, HANDOVER],
    [
      'a progress note on long-term handling',
      { action: 'progress', to: 'long_term', before: { ...HANDLED, pausedAt: '04-10 10:00' } },
      { progressDueAt: '05-15 18:00' },
    ],
    [
      'a return to the queue',
      { action: 'decide', to: 'accepted', before: HANDLED, details: { ...APPROVED, request: 'return' } },
      { ...QUEUED, progressDueAt: null },
    ],
    [
      'a return to the queue before any contact: nobody is to make it',
      {
        action: 'decide',
        to: 'accepted',
        before: { ...ACCEPTED, ...TO_SIGN },
        details: { ...APPROVED, request: 'return' },
      },
      { ...QUEUED, signDueAt: null, contactDueAt: null },
    ],
    [
      'a return to somebody else',
      { action: 'decide', to: 'assigned', before: ACCEPTED, details: { ...APPROVED, request: 'return' } },
      TO_SIGN,
    ],
    [
      'an escalation to somebody above',
      { action: 'decide', to: 'assigned', before: HANDLED, details: { ...APPROVED, request: 'escalation' } },
      { signDueAt: '04-16 18:00', progressDueAt: null },
    ],
    [
      'an escalation to the queue above',
      { action: 'decide', to: 'accepted', before: HANDLED, details: { ...APPROVED, request: 'escalation' } },
      { ...QUEUED, progressDueAt: null },
    ],
    [
      'an objection against the refusal of what was not accepted',
      {
        action: 'decide',
        to: 'accepted',
        before: { pausedAt: '04-09 10:00' },
        details: { ...APPROVED, request: 'objection' },
      },
      {
        ...QUEUED,
        finishStartedAt: '04-15 10:00',
        dueAt: '04-24 18:00',
        originalDueAt: '04-24 18:00',
        pausedAt: null,
      },
    ],
    [
      'an objection against the refusal of what was accepted: the finish clock goes on',
      {
        action: 'decide',
        to: 'accepted',
        before: { ...ACCEPTED, pausedAt: '04-10 10:00' },
        details: { ...APPROVED, request: 'objection' },
      },
      { ...QUEUED, finishStartedAt: '04-11 10:00', dueAt: '04-22 18:00', pausedAt: null },
    ],
    [
      'an extension',
      {
        action: 'decide',
        to: 'in_progress',
        before: { ...HANDLED, dueProvisional: true },
        details: { ...APPROVED, request: 'extension', dueAt: at('04-30 18:00') },
      },
      { dueAt: '04-30 18:00', dueProvisional: false },
    ],
    [
      'an extension to a date that a stop has overtaken',
      {
        action: 'decide',
        to: 'in_progress',
        before: { ...HANDLED, dueAt: '04-22 18:00' },
        details: { ...APPROVED, request: 'extension', dueAt: at('04-19 18:00') },
      },
      {},
    ],
    [
      'long-term handling',
      { action: 'decide', to: 'long_term', before: HANDLED, details: LONG_TERM },
      { progressDueAt: '05-15 18:00', reviewAt: '05-02 10:00', pausedAt: '04-15 10:00' },
    ],
    [
      'long-term handling once more: it stands still since the first time',
      {
        action: 'decide',
        to: 'long_term',
        before: { ...HANDLED, pausedAt: '04-10 10:00', reviewAt: '04-16 10:00' },
        details: LONG_TERM,
      },
      { progressDueAt: '05-15 18:00', reviewAt: '05-02 10:00' },
    ],
    [
      'long-term handling that was decided after the date that was asked for',
      { action: 'decide', to: 'long_term', before: HANDLED, on: '05-02 10:01', details: LONG_TERM },
      { progressDueAt: '06-01 18:00', reviewAt: '05-06 18:00', pausedAt: '05-02 10:01' },
    ],
    [
      'the end of long-term handling: the finish clock goes on',
      { action: 'resume', to: 'in_progress', before: { ...HANDLED, pausedAt: '04-10 10:00' } },
      { ...HANDOVER, finishStartedAt: '04-11 10:00', dueAt: '04-22 18:00', pausedAt: null },
    ],
    [
      'the end of long-term handling of what was overdue',
      { action: 'resume', to: 'in_progress', before: { ...HANDLED, dueAt: '04-09 18:00', pausedAt: '04-10 10:00' } },
      { ...HANDOVER, pausedAt: null },
    ],
    [
      'a claim of done after 5 days of 9 hours, less an hour to start with, and an hour today',
      { action: 'claim-done', to: 'done_claimed', before: HANDLED },
      { progressDueAt: null, verifyDueAt: '04-16 18:00', handlingTenths: 50 },
    ],
    [
      'a claim of done from long-term handling: its time does not count against the limit',
      { action: 'claim-done', to: 'done_claimed', before: { ...HANDLED, pausedAt: '04-10 10:00' } },
      {
        progressDueAt: null,
        finishStartedAt: '04-11 10:00',
        dueAt: '04-22 18:00',
        pausedAt: null,
        verifyDueAt: '04-16 18:00',
        handlingTenths: 50,
      },
    ],
    [
      'a verification',
      { action: 'verify', to: 'verified', before: { ...CONTACTED, verifyDueAt: '04-16 18:00' } },
      { verifyDueAt: null, ratingDueAt: '04-22 18:00' },
    ],
    [
      'rework: the finish clock goes on where the claim stopped it',
      { action: 'rework', to: 'in_progress', before: CONTACTED, details: { claimedAt: at('04-10 10:00') } },
      { ...HANDOVER, finishStartedAt: '04-11 10:00', dueAt: '04-22 18:00' },
    ],
    [
      'rework of what was claimed too late',
      {
        action: 'rework',
        to: 'in_progress',
        before: CONTACTED,
        on: '04-22 10:00',
        details: { claimedAt: at('04-18 10:00') },
      },
      { progressDueAt: '04-25 18:00' },
    ],
    [
      'an unhappy rating',
      { action: 'rate', to: 'in_progress', before: CONTACTED, details: { unhappy: true } },
      { ...HANDOVER, unhappyContactDueAt: '04-16 18:00', finishStartedAt: '04-15 10:00', dueAt: '04-22 18:00' },
    ],
    [
      'an unhappy call-back while there is time left: nothing is taken away',
      {
        action: 'call-back',
        to: 'in_progress',
        before: { ...CONTACTED, dueAt: '04-30 18:00', dueProvisional: true },
        details: { unhappy: true },
      },
      { ...HANDOVER, unhappyContactDueAt: '04-16 18:00', finishStartedAt: '04-15 10:00' },
    ],
    [
      'a dispute of a merged issue that was never accepted',
      { action: 'rate', to: 'in_progress', details: { unhappy: true } },
      {
        ...HANDOVER,
        contactDueAt: '04-16 18:00',
        unhappyContactDueAt: '04-16 18:00',
        finishStartedAt: '04-15 10:00',
        dueAt: '04-24 18:00',
        originalDueAt: '04-24 18:00',
      },
    ],
    [
      'a dispute for which there is no lead',
      { action: 'rate', to: 'accepted', before: ACCEPTED, details: { unhappy: true } },
      { ...QUEUED, unhappyContactDueAt: '04-16 18:00', finishStartedAt: '04-15 10:00', dueAt: '04-22 18:00' },
    ],
    ['a call-back that reached nobody', { action: 'call-back', to: 'verified', details: { unhappy: false } }, {}],
    [
      'a reopening',
      { action: 'reopen', to: 'in_progress', before: CONTACTED },
      { ...HANDOVER, finishStartedAt: '04-15 10:00', dueAt: '04-22 18:00' },
    ],
    [
      'a reopening without a lead',
      { action: 'reopen', to: 'accepted', before: CONTACTED },
      { ...QUEUED, finishStartedAt: '04-15 10:00', dueAt: '04-22 18:00' },
    ],
  ])('%s', (_name, given, expected) => {
    expect(changed(given)).toEqual(expected);
  });

  it.each<ClockedAction>([
    'edit',
    'attach',
    'object',
    'give-opinion',
    'return',
    'extend',
    'long-term',
    'escalate',
    'take-in',
    'supervise',
    'answer-supervision',
  ])('%s leaves them alone', (action) => {
    expect(changed({ action, to: 'in_progress', before: HANDLED })).toEqual({});
  });

  it.each(['return', 'extension', 'long_term', 'escalation', 'objection'])(
    'a refused %s leaves them alone',
    (request) => {
      const details = { request, approved: false, previousDueAt: null };
      expect(changed({ action: 'decide', to: 'in_progress', before: HANDLED, details })).toEqual({});
    },
  );

  it.each<[ClockedAction, Status]>([
    ['rate', 'closed'],
    ['call-back', 'closed'],
    ['lapse', 'closed'],
    ['withdraw', 'withdrawn'],
    ['merge', 'merged'],
    ['refuse', 'refused'],
  ])('%s stops all that runs and keeps what was due', (action, to) => {
    const running = ['acceptDueAt', 'assignDueAt', 'signDueAt', 'progressDueAt', 'extendUntil', 'ratingDueAt'] as const;
    const others = ['unhappyContactDueAt', 'reviewAt', 'yellowAt', 'orangeAt', 'redAt', 'pausedAt'] as const;
    const all = [...running, ...others].map((name) => [name, '04-16 18:00']);
    const before = { ...CONTACTED, ...Object.fromEntries(all) } as Told;
    const stopped = Object.fromEntries(all.map(([name]) => [name, null]));
    const { issue, changes } = changesOf({ action, to, before, details: { unhappy: false } });
    expect({ ...issue, ...changes }).toEqual({
      ...issue,
      ...stopped,
      // An objection can let a refused issue go on, and then its clock with it.
      pausedAt: to === 'refused' ? at('04-15 10:00') : null,
    });
  });

  it('rounds the handling time half up to tenths of a working day', () => {
    const tenths = (on: string) =>
      changesOf({ action: 'claim-done', to: 'done_claimed', before: ACCEPTED, on }).changes;
    expect(tenths('04-08 10:26').handlingTenths).toBe(0);
    expect(tenths('04-08 10:27').handlingTenths).toBe(1);
    expect(tenths('04-08 09:00').handlingTenths).toBe(0);
    expect(tenths('04-13 12:00').handlingTenths).toBe(49);
  });

  it('forgives a machine’s clock that was set back a little', () => {
    const details = { claimedAt: at('04-15 10:01') };
    expect(changed({ action: 'rework', to: 'in_progress', before: CONTACTED, details })).toEqual(HANDOVER);
  });
});
