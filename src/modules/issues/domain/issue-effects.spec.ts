import { aContext, aLead, anActor, anIssue, issueIn, NOW } from '../../../../test/support/issue-samples.js';
import { DAY, HOUR } from '../../../kernel/clock.js';
import type { InputOf } from './action-inputs.js';
import type { Effect, EffectContext } from './effect.js';
import { type EffectAction, effectOf } from './issue-effects.js';
import { mayLeadTo } from './issue-lifecycle.js';
import type { IssueState } from './issue-types.js';

type Input<A> = A extends keyof InputsOfActions ? InputsOfActions[A] : object;
type InputsOfActions = { readonly [A in Exclude<EffectAction, 'lapse' | 'resume' | 'hand-over'>]: InputOf<A> };

const effect = <A extends EffectAction>(
  action: A,
  issue: IssueState,
  input: Input<A>,
  context: Partial<EffectContext> = {},
): Effect => effectOf(action, issue, input, aContext(context));

/** The issue as the effect leaves it. */
function after<A extends EffectAction>(
  action: A,
  issue: IssueState,
  input: Input<A>,
  context: Partial<EffectContext> = {},
): IssueState {
  const changed = { ...issue, ...effect(action, issue, input, context).changes };
  expect(mayLeadTo(action, issue.status, changed.status)).toBe(true);
  return changed;
}

const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

const NOT_FINISHED = {
  doneClaimedAt: null,
  doneClaimedBy: null,
  verifiedAt: null,
  verifiedBy: null,
  closedAt: null,
  confirmation: null,
  resolution: null,
  ratingDueAt: null,
  handlingTenths: null,
};

describe('accepting', () => {
  it('stops waiting, and corrects what the enterprise could not know', () => {
    const accepted = after('accept', anIssue(), { urgency: 'urgent', categoryCode: 'finance', level: 'municipality' });
    expect(accepted).toMatchObject({ status: 'accepted', acceptedAt: NOW });
    expect(accepted).toMatchObject({ urgency: 'urgent', categoryCode: 'finance', level: 'municipality' });
    expect(after('accept', anIssue(), {})).toEqual({ ...anIssue(), status: 'accepted', acceptedAt: NOW });
  });

  it('may ask once, and goes on where it stopped', () => {
    const asked = after('request-info', anIssue(), { question: '缺口涉及哪些工种？' });
    expect(asked).toMatchObject({ status: 'needs_info', infoRequestCount: 1 });
    expect(after('provide-info', asked, { answer: '缝纫工' })).toMatchObject({
      status: 'submitted',
      infoRequestCount: 1,
    });
  });

  it('or refuses: nobody is responsible any more', () => {
    const refused = after('refuse', issueIn('assigned'), { reason: 'litigation', channel: '人民法院' });
    expect(refused).toMatchObject({ status: 'refused', assigneeId: null, departmentId: null, assignedAt: null });
  });

  it('an objection goes one level up', () => {
    const objection = effect('object', issueIn('refused'), { reason: '并未起诉' });
    expect(objection.changes).toEqual({ objectionCount: 1 });
    expect(objection.request).toEqual({
      kind: 'objection',
      reason: '并未起诉',
      details: {},
      deciderRegionCode: '411600',
    });
  });

  it('a withdrawal keeps who was responsible', () => {
    const withdrawn = after('withdraw', issueIn('in_progress'), { reason: '已自行解决' });
    expect(withdrawn).toMatchObject({ status: 'withdrawn', assigneeId: 'lead' });
  });
});

describe('assigning', () => {
  it('names one lead, who has yet to sign', () => {
    const assigned = after('assign', issueIn('accepted'), { cadreId: 'c1' }, { lead: aLead('c1') });
    expect(assigned).toMatchObject({ status: 'assigned', assigneeId: 'c1', departmentId: 'unit-of-c1' });
    expect(assigned).toMatchObject({ assignedAt: NOW, signedAt: null });
  });

  it('again, starts the day within which it may be returned', () => {
    const signed = issueIn('in_progress', { assignedAt: NOW - 9 * DAY, signedAt: NOW - 8 * DAY });
    const reassigned = after('reassign', signed, { cadreId: 'c1', reason: '调岗' }, { lead: aLead('c1') });
    expect(reassigned).toMatchObject({ status: 'assigned', assigneeId: 'c1', assignedAt: NOW, signedAt: null });
    expect(reassigned.firstContactAt).toBe(signed.firstContactAt);
    expect(reassigned.originalDueAt).toBe(signed.originalDueAt);
  });

  it('out of long-term handling, forgets its review', () => {
    const input = { cadreId: 'c1', reason: '调岗' };
    expect(after('reassign', issueIn('long_term'), input, { lead: aLead('c1') }).reviewAt).toBeNull();
  });

  it('replaces the co-handlers only when it names some', () => {
    const lead = aLead('c1');
    expect(effect('assign', issueIn('accepted'), { cadreId: 'c1' }, { lead }).coHandlerIds).toBeUndefined();
    const named = { cadreId: 'c1', coHandlerIds: ['c2', 'c3'] };
    expect(effect('assign', issueIn('accepted'), named, { lead }).coHandlerIds).toEqual(['c2', 'c3']);
    const nobody = { cadreId: 'c1', coHandlerIds: [] };
    expect(effect('assign', issueIn('accepted'), nobody, { lead }).coHandlerIds).toEqual([]);
  });

  it('signing', () => {
    expect(after('sign', issueIn('assigned'), {})).toMatchObject({ status: 'in_progress', signedAt: NOW });
  });

  it.each([
    ['assigned', NOW],
    ['in_progress', NOW - HOUR],
    ['long_term', NOW - HOUR],
    ['done_claimed', NOW - HOUR],
    ['verified', NOW - HOUR],
  ] as const)('a hand-over in %s leaves everything else as it stands', (status, assignedAt) => {
    const issue = issueIn(status);
    const handedOver = after('hand-over', issue, {}, { lead: aLead('c9') });
    expect(handedOver).toEqual({ ...issue, assigneeId: 'c9', departmentId: 'unit-of-c9', assignedAt });
  });
});

describe('the first contact', () => {
  const fresh = issueIn('in_progress', { firstContactAt: null });
  const start = (issue: IssueState, contactedAt?: number): IssueState =>
    after('start', issue, { means: 'phone', person: '李经理', ...(contactedAt === undefined ? {} : { contactedAt }) });

  it('is now unless somebody says when it was', () => {
    expect(start(fresh).firstContactAt).toBe(NOW);
    expect(start(fresh, NOW).firstContactAt).toBe(NOW);
    expect(start(fresh, fresh.submittedAt).firstContactAt).toBe(fresh.submittedAt);
  });

  it('is neither in the future nor before the issue', () => {
    expect(refusal(() => start(fresh, NOW + 1))).toBe('issue.not-in-the-future');
    expect(refusal(() => start(fresh, fresh.submittedAt - 1))).toBe('issue.before-submission');
  });

  it('stays the first one when the enterprise is called again after an unhappy rating', () => {
    const unhappy = issueIn('in_progress', { firstContactAt: NOW - 9 * DAY, unhappyContactDueAt: NOW });
    expect(start(unhappy)).toMatchObject({ firstContactAt: NOW - 9 * DAY, unhappyContactDueAt: null });
  });
});

describe('progress', () => {
  it.each([true, false])('is visible to the enterprise: %s', (visibleToEnterprise) => {
    const noted = effect('progress', issueIn('in_progress'), { note: '已联系', visibleToEnterprise });
    expect(noted).toEqual({ changes: {}, details: { note: '已联系' }, visible: visibleToEnterprise });
  });
});

describe('requests', () => {
  const signed = issueIn('in_progress');
  const returned = (issue: IssueState): Effect =>
    effect('return', issue, { reason: 'not-our-duty', suggestedDepartmentId: 'd9' });
  const extension = { dueAt: NOW + 9 * DAY, reason: '等待批复', enterpriseInformed: { means: 'phone', at: NOW } };

  it('change nothing until they are decided', () => {
    const reviewAt = NOW + DAY;
    const longTerm = effect('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt });
    const escalation = effect('escalate', signed, { tried: '两次协调', powerMissing: '用地指标' });
    expect([returned(signed).changes, longTerm.changes, escalation.changes]).toEqual([{}, {}, {}]);
    expect(effect('extend', signed, extension).changes).toEqual({});
  });

  it('the first return is decided here, the second one level up and remembered', () => {
    expect(returned(signed).request).toMatchObject({
      kind: 'return',
      reason: 'not-our-duty',
      details: { suggestedDepartmentId: 'd9', note: null },
      deciderRegionCode: '411602',
    });
    const second = returned({ ...signed, returnCount: 1 });
    expect(second.request?.deciderRegionCode).toBe('411600');
    expect(second.changes).toEqual({ secondReturnAt: NOW });
    const third = returned({ ...signed, returnCount: 2, secondReturnAt: NOW - DAY });
    expect(third.request?.deciderRegionCode).toBe('411600');
    expect(third.changes).toEqual({});
  });

  it('the first extension is decided here, every further one one level up', () => {
    expect(effect('extend', signed, extension).request).toMatchObject({
      kind: 'extension',
      reason: '等待批复',
      details: { dueAt: NOW + 9 * DAY, enterpriseInformed: { means: 'phone', at: NOW } },
      deciderRegionCode: '411602',
    });
    for (const extensionCount of [1, 2]) {
      const { request } = effect('extend', { ...signed, extensionCount }, extension);
      expect(request?.deciderRegionCode).toBe('411600');
    }
  });

  it('an extension is later than the due date, and the enterprise knows already', () => {
    const { dueAt } = signed;
    const asked = (rest: Partial<typeof extension>): string =>
      refusal(() => effect('extend', signed, { ...extension, ...rest }));
    expect(asked({ dueAt: dueAt! })).toBe('issue.due-not-later');
    expect(asked({ dueAt: dueAt! + 1 })).toBe('none');
    expect(asked({ enterpriseInformed: { means: 'phone', at: NOW + 1 } })).toBe('issue.not-in-the-future');
    expect(refusal(() => effect('extend', { ...signed, dueAt: null }, extension))).toBe('issue.due-not-later');
  });

  it('a review lies within the next thirty days', () => {
    const review = (reviewAt: number): string =>
      refusal(() => effect('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt }));
    expect(review(NOW)).toBe('issue.review-out-of-range');
    expect(review(NOW + 1)).toBe('none');
    expect(review(NOW + 30 * DAY)).toBe('none');
    expect(review(NOW + 30 * DAY + 1)).toBe('issue.review-out-of-range');
  });

  it('an escalation is decided one level up, long-term handling here', () => {
    const escalation = effect('escalate', signed, { tried: '两次协调', powerMissing: '用地指标' });
    expect(escalation.request).toEqual({
      kind: 'escalation',
      reason: '两次协调',
      details: { powerMissing: '用地指标' },
      deciderRegionCode: '411600',
    });
    const reviewAt = NOW + DAY;
    const longTerm = effect('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt });
    expect(longTerm.request).toEqual({
      kind: 'long_term',
      reason: 'quota',
      details: { stageResult: '已列入计划', reviewAt },
      deciderRegionCode: '411602',
    });
  });
});

describe('finishing', () => {
  it('a claim says what came out and who says so, and ends long-term handling', () => {
    const claimed = after(
      'claim-done',
      issueIn('long_term'),
      { resolution: 'explained', measures: '政策上限，已解释' },
      { actor: anActor('cadre', { userId: 'user-of-lead' }) },
    );
    expect(claimed).toMatchObject({ status: 'done_claimed', resolution: 'explained', measures: '政策上限，已解释' });
    expect(claimed).toMatchObject({ doneClaimedAt: NOW, doneClaimedBy: 'user-of-lead', reviewAt: null });
  });

  it('a verification names the verifier', () => {
    const verified = after('verify', issueIn('done_claimed'), {}, { actor: anActor('coordinator', { userId: 'v' }) });
    expect(verified).toMatchObject({ status: 'verified', verifiedAt: NOW, verifiedBy: 'v' });
  });

  it('a verification asks the enterprise anew: an answer of an earlier round is none', () => {
    const reworked = issueIn('done_claimed', {
      stars: 5,
      ratingSolved: false,
      ratingComment: '没有',
      ratedAt: NOW - DAY,
    });
    const verified = after('verify', reworked, {});
    expect(verified).toMatchObject({ stars: null, ratingSolved: null, ratingComment: null, ratedAt: null });
  });

  it('sent back, it is as if it had never been claimed; the second time is remembered', () => {
    const first = after('rework', issueIn('done_claimed'), { missing: '没有凭证' });
    expect(first).toMatchObject({ ...NOT_FINISHED, status: 'in_progress', reworkCount: 1, secondReworkAt: null });
    const second = after('rework', issueIn('done_claimed', { reworkCount: 1 }), { missing: '没有凭证' });
    expect(second).toMatchObject({ reworkCount: 2, secondReworkAt: NOW });
    const third = issueIn('done_claimed', { reworkCount: 2, secondReworkAt: NOW - DAY });
    expect(after('rework', third, { missing: '没有凭证' })).toMatchObject({
      reworkCount: 3,
      secondReworkAt: NOW - DAY,
    });
  });

  it('a window that lapses closes it unconfirmed', () => {
    const lapsed = after('lapse', issueIn('verified'), {});
    expect(lapsed).toMatchObject({
      status: 'closed',
      closedAt: NOW,
      confirmation: 'none',
      ratingDueAt: null,
      stars: null,
    });
  });

  it('a review that is due resumes the handling', () => {
    expect(after('resume', issueIn('long_term'), {})).toMatchObject({ status: 'in_progress', reviewAt: null });
  });
});

describe('a rating', () => {
  const rated = (stars: number, solved: boolean, issue = issueIn('verified')): IssueState =>
    after('rate', issue, { stars, solved, comment: '意见' });

  it.each([
    [5, true, true],
    [4, true, true],
    [3, true, true],
    [2, true, false],
    [1, true, false],
    [5, false, false],
    [3, false, false],
    [1, false, false],
  ])('%d stars, solved %s: closes %s', (stars, solved, closes) => {
    const issue = rated(stars, solved);
    expect(issue).toMatchObject({ stars, ratingSolved: solved, ratingComment: '意见', ratedAt: NOW });
    if (closes)
      expect(issue).toMatchObject({ status: 'closed', closedAt: NOW, confirmation: 'enterprise', reworkCount: 0 });
    else expect(issue).toMatchObject({ ...NOT_FINISHED, status: 'in_progress', reworkCount: 1 });
    expect(effect('rate', issueIn('verified'), { stars, solved }).details).toMatchObject({ unhappy: !closes });
  });

  it('keeps what was claimed when it closes', () => {
    expect(rated(5, true)).toMatchObject({ resolution: 'solved', doneClaimedAt: NOW - HOUR, verifiedBy: 'verifier' });
  });
});

describe('merging', () => {
  const parent = { id: 'parent', number: 'ZK-2024-000002', enterpriseId: 'e2' };

  it('leaves the lead to the other issue, and asks for a rating of its answer', () => {
    const disputedBefore = issueIn('in_progress', { stars: 1, ratingSolved: false, ratedAt: NOW - DAY });
    const merged = after('merge', disputedBefore, { intoIssueId: 'parent' }, { parent });
    expect(merged).toMatchObject({ status: 'merged', mergedIntoId: 'parent', assigneeId: null, departmentId: null });
    expect(merged).toMatchObject({ stars: null, ratedAt: null });
  });

  it('is not possible into itself', () => {
    const itself = () =>
      after('merge', issueIn('in_progress'), { intoIssueId: 'x' }, { parent: { ...parent, id: 'issue-1' } });
    expect(refusal(itself)).toBe('issue.merge-itself');
  });

  it('a child that is content stays merged', () => {
    const content = after('rate', issueIn('merged'), { stars: 3, solved: true });
    expect(content).toMatchObject({
      status: 'merged',
      mergedIntoId: 'parent',
      stars: 3,
      ratingSolved: true,
      ratedAt: NOW,
    });
    expect(content).toMatchObject({ closedAt: null, confirmation: null, assigneeId: null });
  });

  it.each([
    [2, true],
    [5, false],
  ])(
    'a child that disputes it (%d stars, solved %s) goes on by itself with the lead of the common issue',
    (stars, solved) => {
      const disputing = after('rate', issueIn('merged'), { stars, solved }, { lead: aLead('c1') });
      expect(disputing).toMatchObject({ status: 'in_progress', mergedIntoId: null, assigneeId: 'c1', reworkCount: 1 });
      expect(disputing).toMatchObject({ signedAt: NOW, assignedAt: NOW, acceptedAt: NOW, departmentId: 'unit-of-c1' });
      expect(disputing).toMatchObject({ stars, ratingSolved: solved });
    },
  );

  it('or waits for a lead where there is none any more, and was accepted when it was accepted', () => {
    const early = issueIn('merged', { acceptedAt: NOW - DAY });
    const disputing = after('rate', early, { stars: 1, solved: false });
    expect(disputing).toMatchObject({
      status: 'accepted',
      mergedIntoId: null,
      assigneeId: null,
      acceptedAt: NOW - DAY,
    });
  });
});

describe('a call-back', () => {
  const reached = { contacted: true, person: '李经理', at: NOW, solved: true, stars: 4 };

  it('that reached nobody changes nothing', () => {
    const missed = { contacted: false, person: '李经理', at: NOW };
    expect(effect('call-back', issueIn('verified'), missed).changes).toEqual({});
    expect(effect('call-back', issueIn('closed'), { ...missed, stars: 1, solved: false }).changes).toEqual({});
  });

  it('says what it heard, and did not happen in the future', () => {
    const called = (input: Partial<typeof reached>): string =>
      refusal(() => effect('call-back', issueIn('verified'), { ...reached, ...input }));
    expect(called({ solved: undefined })).toBe('issue.call-back-incomplete');
    expect(called({ stars: undefined })).toBe('issue.call-back-incomplete');
    expect(called({ at: NOW + 1 })).toBe('issue.not-in-the-future');
    expect(called({})).toBe('none');
  });

  it('closes for an enterprise that is content', () => {
    const closed = after('call-back', issueIn('verified'), reached);
    expect(closed).toMatchObject({ status: 'closed', closedAt: NOW, confirmation: 'call_back', ratingDueAt: null });
    expect(closed).toMatchObject({ stars: 4, ratingSolved: true, ratedAt: NOW, spotCheckCount: 0 });
  });

  it.each([
    [2, true],
    [5, false],
  ])('sends it back for one that is not (%d stars, solved %s)', (stars, solved) => {
    const back = after('call-back', issueIn('verified'), { ...reached, stars, solved });
    expect(back).toMatchObject({ ...NOT_FINISHED, status: 'in_progress', reworkCount: 1, reopenCount: 0 });
    expect(back).toMatchObject({ stars, ratingSolved: solved, spotCheckCount: 0 });
  });

  it('to a closed issue is a spot check that confirms it', () => {
    const byEnterprise = after('call-back', issueIn('closed'), { ...reached, stars: 3 });
    expect(byEnterprise).toMatchObject({ status: 'closed', closedAt: NOW - HOUR, confirmation: 'enterprise' });
    expect(byEnterprise).toMatchObject({ spotCheckCount: 1, spotCheckFailedCount: 0, stars: 5 });
    const silent = issueIn('closed', { confirmation: 'none', stars: null, ratingSolved: null, ratedAt: null });
    const confirmed = after('call-back', silent, reached);
    expect(confirmed).toMatchObject({ confirmation: 'call_back', closedAt: NOW - HOUR, stars: 4, ratingSolved: true });
  });

  it('or that finds it was closed wrongly and opens it again; the enterprise’s own word stays its word', () => {
    const failed = after('call-back', issueIn('closed', { spotCheckCount: 1 }), { ...reached, solved: false });
    expect(failed).toMatchObject({ ...NOT_FINISHED, status: 'in_progress', reworkCount: 1, reopenCount: 1 });
    expect(failed).toMatchObject({ spotCheckCount: 2, spotCheckFailedCount: 1, stars: 5, ratingSolved: true });
  });
});

describe('reopening', () => {
  it('gives it back to the lead who is still there', () => {
    const reopened = after('reopen', issueIn('closed'), { reason: '问题又出现' });
    expect(reopened).toMatchObject({ ...NOT_FINISHED, status: 'in_progress', reopenCount: 1, assigneeId: 'lead' });
  });

  it('or to nobody, for routing to find somebody', () => {
    const reopened = after('reopen', issueIn('closed'), { reason: '问题又出现' }, { leadOnDuty: false });
    expect(reopened).toMatchObject({ ...NOT_FINISHED, status: 'accepted', assigneeId: null, departmentId: null });
    expect(reopened.acceptedAt).toBe(NOW - HOUR);
  });

  it('remembers the old closure in the timeline', () => {
    const { details } = effect('reopen', issueIn('closed'), { reason: '问题又出现' });
    expect(details).toEqual({
      reason: '问题又出现',
      closedAt: NOW - HOUR,
      resolution: 'solved',
      confirmation: 'enterprise',
    });
  });
});

describe('supervision', () => {
  it('is a flag and a duty to answer, not a status', () => {
    const opened = effect('supervise', issueIn('in_progress'), { kind: 'supervise', note: '三日内回复' });
    expect(opened).toMatchObject({ changes: {}, supervision: { kind: 'supervise', note: '三日内回复' } });
    const answered = effect('answer-supervision', issueIn('in_progress'), { answer: '已联系' });
    expect(answered).toMatchObject({ changes: {}, supervisionAnswer: '已联系' });
  });
});
