import { after, aLead, anActor, effectIn, issueIn, NOW, refusalCode } from '../../../../test/support/issue-samples.js';
import { DAY, HOUR } from '../../../kernel/clock.js';
import type { IssueState } from './issue-types.js';

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

  it('a review that is due resumes the handling, and is still to be made', () => {
    const issue = issueIn('long_term');
    const { reviewAt } = issue;
    expect(reviewAt).not.toBeNull();
    expect(after('resume', issue, {})).toMatchObject({ status: 'in_progress', reviewAt });
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
    expect(effectIn('rate', issueIn('verified'), { stars, solved }).details).toMatchObject({ unhappy: !closes });
  });

  it('keeps what was claimed when it closes', () => {
    expect(rated(5, true)).toMatchObject({ resolution: 'solved', doneClaimedAt: NOW - HOUR, verifiedBy: 'verifier' });
  });
});

describe('merging', () => {
  const parent = { id: 'parent', number: 'ZK-2024-000002', enterpriseId: 'e2', confidential: false };

  it('leaves the lead to the other issue, and asks for a rating of its answer', () => {
    const disputedBefore = issueIn('in_progress', { stars: 1, ratingSolved: false, ratedAt: NOW - DAY });
    const merged = after('merge', disputedBefore, { intoIssueId: 'parent' }, { parent });
    expect(merged).toMatchObject({ status: 'merged', mergedIntoId: 'parent', assigneeId: null, departmentId: null });
    expect(merged).toMatchObject({ stars: null, ratedAt: null });
  });

  it('is not possible into itself', () => {
    const itself = () =>
      after('merge', issueIn('in_progress'), { intoIssueId: 'x' }, { parent: { ...parent, id: 'issue-1' } });
    expect(refusalCode(itself)).toBe('issue.merge-itself');
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
    expect(effectIn('call-back', issueIn('verified'), missed).changes).toEqual({});
    expect(effectIn('call-back', issueIn('closed'), { ...missed, stars: 1, solved: false }).changes).toEqual({});
  });

  it('says what it heard, and did not happen in the future', () => {
    const called = (input: Partial<typeof reached>): string =>
      refusalCode(() => effectIn('call-back', issueIn('verified'), { ...reached, ...input }));
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

  it('that opens it again looks for another lead when the old one has left', () => {
    const failed = { ...reached, solved: false };
    const reopened = after('call-back', issueIn('closed'), failed, { leadOnDuty: false });
    expect(reopened).toMatchObject({ ...NOT_FINISHED, status: 'accepted', assigneeId: null, departmentId: null });
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
    const { details } = effectIn('reopen', issueIn('closed'), { reason: '问题又出现' });
    expect(details).toEqual({
      reason: '问题又出现',
      closedAt: NOW - HOUR,
      resolution: 'solved',
      confirmation: 'enterprise',
    });
  });
});
