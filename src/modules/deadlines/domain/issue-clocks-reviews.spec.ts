import { type Case, changed, HANDLED, type Told } from '../../../../test/support/clock-cases.js';

/** Handled long-term since 10 April; the step is taken on 15 April at 10:00. */
const LONG_TERM: Told = { ...HANDLED, firstContactAt: null, pausedAt: '04-10 10:00' };
const DUE = { ...LONG_TERM, reviewAt: '04-15 09:59' };
const NOT_YET = { ...LONG_TERM, reviewAt: '04-15 10:00' };
const refusal = { request: 'long_term', approved: false };

describe('the review of long-term handling', () => {
  it.each<[string, Case]>([
    ['the first contact', { action: 'start', to: 'long_term', before: DUE }],
    ['a note', { action: 'progress', to: 'long_term', before: DUE }],
    ['a note after Zhuqi took the issue up', { action: 'progress', to: 'in_progress', before: DUE }],
    ['a return', { action: 'return', to: 'in_progress', before: DUE }],
    ['an extension', { action: 'extend', to: 'in_progress', before: DUE }],
    ['more long-term handling', { action: 'long-term', to: 'long_term', before: DUE }],
    ['an escalation', { action: 'escalate', to: 'in_progress', before: DUE }],
    ['a decision', { action: 'decide', to: 'in_progress', before: DUE, details: refusal }],
    ['another lead', { action: 'reassign', to: 'assigned', before: DUE }],
    ['a lower level', { action: 'hand-down', to: 'accepted', before: DUE }],
    ['a claim of done', { action: 'claim-done', to: 'done_claimed', before: DUE }],
  ])('once due is made by the next step of somebody: %s', (_name, given) => {
    expect(changed(given)).toMatchObject({ reviewAt: null });
  });

  it.each<[string, Case]>([
    ['Zhuqi, which takes the issue up', { action: 'resume', to: 'in_progress', before: DUE }],
    ['a supervision', { action: 'supervise', to: 'in_progress', before: DUE }],
    ['the answer to it', { action: 'answer-supervision', to: 'in_progress', before: DUE }],
    ['an opinion', { action: 'give-opinion', to: 'in_progress', before: DUE }],
    ['an attachment', { action: 'attach', to: 'in_progress', before: DUE }],
    ['an objection', { action: 'object', to: 'long_term', before: DUE }],
    ['a request that moves up', { action: 'move-up', to: 'in_progress', before: DUE }],
    ['a note in time', { action: 'progress', to: 'long_term', before: NOT_YET }],
    ['a refused request in time', { action: 'decide', to: 'long_term', before: NOT_YET, details: refusal }],
  ])('is not made by %s', (_name, given) => {
    expect(changed(given)).not.toHaveProperty('reviewAt');
  });

  it('is not needed any more when the objection to long-term handling is upheld', () => {
    const details = { request: 'objection', approved: true };
    const given: Case = { action: 'decide', to: 'in_progress', before: NOT_YET, details };
    expect(changed(given)).toMatchObject({ reviewAt: null, pausedAt: null });
  });
});
