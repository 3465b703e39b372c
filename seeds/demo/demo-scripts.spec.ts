import chineseDays from 'chinese-days';
import { DAY, HOUR } from '../../src/kernel/clock.js';
import { addDays, localDateOf, startOfDay } from '../../src/kernel/local-date.js';
import { demoPlan } from './demo-plan.js';
import type { DemoAction, DemoStep, IssueScript } from './script-types.js';

const days = Array.from({ length: 366 }, (_each, index) => addDays('2024-01-01', index));
const { issues, endsAt } = demoPlan(days.filter((date) => chineseDays.isWorkday(date)));

const steps = issues.flatMap((script) => script.steps.map((step) => ({ script, step, at: Date.parse(step.at) })));
const hourOf = (at: number) => (at - startOfDay(localDateOf(at))) / HOUR;
const has = (script: IssueScript, action: DemoAction) => script.steps.some((step) => step.action === action);

/** Where an action can happen and where it leads; a decision leads where its kind does. */
const MOVES: Readonly<Record<DemoAction, readonly [from: readonly string[], to: string | null]>> = {
  accept: [['submitted'], 'accepted'],
  assign: [['accepted'], 'assigned'],
  reassign: [['assigned', 'in_progress'], 'assigned'],
  sign: [['assigned'], 'in_progress'],
  start: [['in_progress'], null],
  progress: [['in_progress'], null],
  'request-info': [['submitted'], 'needs_info'],
  'provide-info': [['needs_info'], 'submitted'],
  refuse: [['submitted', 'assigned'], 'refused'],
  object: [['refused'], null],
  withdraw: [['submitted'], 'withdrawn'],
  return: [['assigned', 'in_progress'], null],
  extend: [['in_progress'], null],
  'long-term': [['in_progress'], null],
  escalate: [['in_progress'], null],
  decide: [['assigned', 'in_progress', 'refused'], null],
  'claim-done': [['in_progress'], 'done_claimed'],
  verify: [['done_claimed'], 'verified'],
  rework: [['done_claimed'], 'in_progress'],
  rate: [['verified'], 'closed'],
  'call-back': [['verified'], 'closed'],
  reopen: [['closed'], 'in_progress'],
  merge: [['assigned', 'submitted'], 'merged'],
  supervise: [['in_progress'], null],
  'answer-supervision': [['in_progress'], null],
};

function next(status: string, step: DemoStep): string {
  const [from, to] = MOVES[step.action];
  if (!from.includes(status)) throw new Error(`${step.action} while ${status}`);
  switch (step.action) {
    case 'decide':
      if (!step.body.approve) return status;
      return (
        { 'long-term': 'long_term', return: 'assigned', escalation: 'assigned' }[step.body.request as string] ?? status
      );
    case 'rate':
      return step.body.stars <= 2 || !step.body.solved ? 'in_progress' : 'closed';
    case 'call-back':
      return step.body.contacted ? 'closed' : status;
    default:
      return to ?? status;
  }
}

function endOf({ steps: own, outcome }: IssueScript): string {
  const nobody = outcome.traits.includes('unrouted') || outcome.status === 'withdrawn';
  const end = own.reduce(next, nobody ? 'submitted' : 'assigned');
  return end === 'verified' && outcome.confirmation === 'none' ? 'closed' : end;
}

describe('the steps of every issue', () => {
  it('come after the submission, one after the other, before the story ends', () => {
    for (const { submit, steps: own } of issues) {
      const times = [submit.at, ...own.map(({ at }) => at)];
      expect(times).toEqual([...new Set(times)].sort());
      expect(times[times.length - 1]! < '2025-01-24T16:00:00.000Z').toBe(true);
    }
    expect(endsAt).toBe('2025-01-24T16:00:00.000Z');
  });

  it('lead by the life of an issue to where the plan says', () => {
    expect(issues.filter((script) => endOf(script) !== script.outcome.status)).toEqual([]);
  });

  it('happen in office hours, unless the enterprise acts', () => {
    const office = steps.filter(({ step }) => step.by !== 'enterprise');
    const odd = office.filter(
      ({ at }) => !chineseDays.isWorkday(localDateOf(at)) || hourOf(at) < 8.5 || hourOf(at) >= 18,
    );
    expect(odd).toEqual([]);
    const asleep = steps.filter(({ step, at }) => step.by === 'enterprise' && (hourOf(at) < 7 || hourOf(at) > 23));
    expect(asleep).toEqual([]);
  });

  it('know a first contact before anything is claimed done', () => {
    const first = (script: IssueScript, action: DemoAction) => script.steps.findIndex((step) => step.action === action);
    const claimed = issues.filter((script) => has(script, 'claim-done'));
    expect(claimed.length).toBe(620);
    expect(
      claimed.filter((script) => first(script, 'start') < 0 || first(script, 'start') > first(script, 'claim-done')),
    ).toEqual([]);
  });
});

describe('what somebody else decides', () => {
  it('is asked for once at a time and always decided', () => {
    const asking: readonly DemoAction[] = ['return', 'extend', 'long-term', 'escalate', 'object'];
    for (const { steps: own } of issues) {
      own.forEach((step, index) => {
        if (asking.includes(step.action)) expect(own[index + 1]?.action).toBe('decide');
      });
    }
  });

  it('is returned within a day of the assignment', () => {
    const returning = issues.filter((script) => has(script, 'return'));
    expect(returning).toHaveLength(28);
    for (const { submit, steps: own } of returning) {
      let assignedAt = Date.parse(submit.at);
      for (const step of own) {
        if (step.action === 'return') expect(Date.parse(step.at) - assignedAt).toBeLessThan(DAY);
        if (step.action === 'decide' && step.body.request === 'return') assignedAt = Date.parse(step.at);
      }
    }
  });

  it('is extended to a later office day, the second time one level up', () => {
    const deciders = steps.flatMap(({ step }) =>
      step.action === 'decide' && step.body.request === 'extension' ? [step.by] : [],
    );
    expect(deciders.filter((by) => by === 'coordinator')).toHaveLength(40);
    expect(deciders.filter((by) => by === 'coordinator-henan')).toHaveLength(3);
    for (const { step } of steps) {
      if (step.action === 'extend')
        expect(step.body.dueAt > step.at && step.body.enterpriseInformed.at <= step.at).toBe(true);
    }
  });

  it('names a cadre wherever the issue changes hands', () => {
    const handing = steps.filter(
      ({ step }) =>
        step.action === 'decide' && step.body.approve && ['return', 'escalation'].includes(step.body.request),
    );
    expect(handing.length).toBe(27 + 46);
    expect(handing.filter(({ step }) => step.action === 'decide' && step.body.cadreKey === undefined)).toEqual([]);
  });
});

describe('the answer of the enterprise', () => {
  it('comes before the rating window has lapsed', () => {
    for (const { steps: own } of issues) {
      own.forEach((step, index) => {
        const before = own[index - 1];
        if (step.action !== 'rate' && step.action !== 'call-back') return;
        expect(before?.action).toBe('verify');
        const lapses = startOfDay(addDays(localDateOf(Date.parse(before!.at)), 7)) + 18 * HOUR;
        expect(Date.parse(step.at)).toBeLessThan(lapses);
      });
    }
  });

  it('is asked for by somebody who has not verified the issue', () => {
    const called = issues.filter((script) => has(script, 'call-back'));
    expect(called.length).toBeGreaterThan(40);
    for (const { steps: own } of called) {
      const verifier = own.findLast((step) => step.action === 'verify')?.by;
      expect(own.filter((step) => step.action === 'call-back' && step.by === verifier)).toEqual([]);
    }
  });
});
