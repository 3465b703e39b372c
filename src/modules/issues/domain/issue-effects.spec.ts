import {
  aContext,
  after,
  aLead,
  anActor,
  anIssue,
  aRequest,
  aSupervision,
  effectIn,
  issueIn,
  NOW,
  refusalCode,
} from '../../../../test/support/issue-samples.js';
import { DAY, HOUR } from '../../../kernel/clock.js';
import type { InputOf } from './action-inputs.js';
import type { Effect } from './effect.js';
import { effectOf } from './issue-effects.js';
import {
  type IssueState,
  type IssueStatus,
  REQUEST_KINDS,
  SUPERVISION_KINDS,
  type SupervisionKind,
  type SupervisionState,
} from './issue-types.js';

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
    const refused = after(
      'refuse',
      issueIn('assigned'),
      { reason: 'litigation', channel: '人民法院' },
      { actor: anActor('coordinator', { userId: 'refuser' }) },
    );
    expect(refused).toMatchObject({ status: 'refused', assigneeId: null, departmentId: null, assignedAt: null });
    expect(refused.refusedBy).toBe('refuser');
  });

  it('an objection goes one level up', () => {
    const objection = effectIn('object', issueIn('refused', { refusedBy: 'refuser' }), { reason: '并未起诉' });
    expect(objection.changes).toEqual({ objectionCount: 1 });
    expect(objection.request).toEqual({
      kind: 'objection',
      reason: '并未起诉',
      details: { against: 'refusal' },
      opposed: { userId: 'refuser', cadreId: null },
      deciderRegionCode: '411600',
    });
  });

  it('an objection to long-term handling keeps out whoever has agreed to it', () => {
    const issue = issueIn('long_term', { longTermBy: 'agreed', longTermCadreId: 'c5' });
    const objection = effectIn('object', issue, { reason: '可以办理' });
    expect(objection.changes).toEqual({ longTermObjectedAt: NOW });
    expect(objection.request).toEqual({
      kind: 'objection',
      reason: '可以办理',
      details: { against: 'long_term' },
      opposed: { userId: 'agreed', cadreId: 'c5' },
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

  it('of the same lead with others to support them leaves the lead alone', () => {
    const support = { added: [{ id: 'c2', name: 'C2' }], removed: [] };
    const input = { cadreId: 'lead', coHandlerIds: ['c2'], reason: '加强力量' };
    expect(effectIn('reassign', issueIn('in_progress'), input, { support })).toEqual({
      changes: {},
      details: { reason: '加强力量', coHandlersAdded: support.added, coHandlersRemoved: [] },
      visible: false,
      coHandlerIds: ['c2'],
    });
  });

  it('out of long-term handling, forgets its review', () => {
    const input = { cadreId: 'c1', reason: '调岗' };
    expect(after('reassign', issueIn('long_term'), input, { lead: aLead('c1') }).reviewAt).toBeNull();
  });

  it('replaces the co-handlers only when it names some', () => {
    const lead = aLead('c1');
    expect(effectIn('assign', issueIn('accepted'), { cadreId: 'c1' }, { lead }).coHandlerIds).toBeUndefined();
    const named = { cadreId: 'c1', coHandlerIds: ['c2', 'c3'] };
    expect(effectIn('assign', issueIn('accepted'), named, { lead }).coHandlerIds).toEqual(['c2', 'c3']);
    const nobody = { cadreId: 'c1', coHandlerIds: [] };
    expect(effectIn('assign', issueIn('accepted'), nobody, { lead }).coHandlerIds).toEqual([]);
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
    expect(refusalCode(() => start(fresh, NOW + 1))).toBe('issue.not-in-the-future');
    expect(refusalCode(() => start(fresh, fresh.submittedAt - 1))).toBe('issue.before-submission');
  });

  it('stays the first one when the enterprise is called again after an unhappy rating', () => {
    const unhappy = issueIn('in_progress', { firstContactAt: NOW - 9 * DAY, unhappyContactDueAt: NOW });
    expect(start(unhappy)).toMatchObject({ firstContactAt: NOW - 9 * DAY, unhappyContactDueAt: null });
  });
});

describe('progress', () => {
  it.each([true, false])('is visible to the enterprise: %s', (visibleToEnterprise) => {
    const noted = effectIn('progress', issueIn('in_progress'), { note: '已联系', visibleToEnterprise });
    expect(noted).toEqual({ changes: {}, details: { note: '已联系' }, visible: visibleToEnterprise });
  });
});

describe('requests', () => {
  const signed = issueIn('in_progress');
  const returned = (issue: IssueState): Effect =>
    effectIn('return', issue, { reason: 'not-our-duty', suggestedDepartmentId: 'd9' });
  const extension = { dueAt: NOW + 9 * DAY, reason: '等待批复', enterpriseInformed: { means: 'phone', at: NOW } };

  it('change nothing until they are decided', () => {
    const reviewAt = NOW + DAY;
    const longTerm = effectIn('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt });
    const escalation = effectIn('escalate', signed, { tried: '两次协调', powerMissing: '用地指标' });
    expect([returned(signed).changes, longTerm.changes, escalation.changes]).toEqual([{}, {}, {}]);
    expect(effectIn('extend', signed, extension).changes).toEqual({});
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

  it.each<[InputOf<'return'>['reason'], string, string]>([
    ['not-our-duty', 'unit-of-lead', 'issue.suggested-unit-own'],
    ['wrong-level', 'unit-of-lead', 'issue.suggested-unit-own'],
    ['duplicate', 'd9', 'none'],
    // Somebody else there may have it.
    ['conflict-of-interest', 'unit-of-lead', 'none'],
  ])('a return (%s) suggests %s: %s', (reason, suggestedDepartmentId, code) => {
    expect(refusalCode(() => effectIn('return', signed, { reason, suggestedDepartmentId }))).toBe(code);
  });

  it('the first extension is decided here, every further one one level up', () => {
    expect(effectIn('extend', signed, extension).request).toMatchObject({
      kind: 'extension',
      reason: '等待批复',
      details: { dueAt: NOW + 9 * DAY, enterpriseInformed: { means: 'phone', at: NOW } },
      deciderRegionCode: '411602',
    });
    for (const extensionCount of [1, 2]) {
      const { request } = effectIn('extend', { ...signed, extensionCount }, extension);
      expect(request?.deciderRegionCode).toBe('411600');
    }
  });

  it('an extension is later than the due date, and the enterprise knows already', () => {
    const { dueAt } = signed;
    const asked = (rest: Partial<typeof extension>): string =>
      refusalCode(() => effectIn('extend', signed, { ...extension, ...rest }));
    expect(asked({ dueAt: dueAt! })).toBe('issue.due-not-later');
    expect(asked({ dueAt: dueAt! + 1 })).toBe('none');
    expect(asked({ enterpriseInformed: { means: 'phone', at: NOW + 1 } })).toBe('issue.not-in-the-future');
    expect(refusalCode(() => effectIn('extend', { ...signed, dueAt: null }, extension))).toBe('issue.due-not-later');
  });

  it('an extension ends within a year', () => {
    const asked = (dueAt: number): string => refusalCode(() => effectIn('extend', signed, { ...extension, dueAt }));
    expect(asked(NOW + 366 * DAY)).toBe('none');
    expect(asked(NOW + 366 * DAY + 1)).toBe('issue.due-too-far');
  });

  it('a review lies within the next thirty days', () => {
    const review = (reviewAt: number): string =>
      refusalCode(() => effectIn('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt }));
    expect(review(NOW)).toBe('issue.review-out-of-range');
    expect(review(NOW + 1)).toBe('none');
    expect(review(NOW + 30 * DAY)).toBe('none');
    expect(review(NOW + 30 * DAY + 1)).toBe('issue.review-out-of-range');
  });

  it('an escalation is decided one level up, long-term handling here', () => {
    const escalation = effectIn('escalate', signed, { tried: '两次协调', powerMissing: '用地指标' });
    expect(escalation.request).toEqual({
      kind: 'escalation',
      reason: '两次协调',
      details: { powerMissing: '用地指标' },
      deciderRegionCode: '411600',
    });
    const reviewAt = NOW + DAY;
    const longTerm = effectIn('long-term', signed, { reason: 'quota', stageResult: '已列入计划', reviewAt });
    expect(longTerm.request).toEqual({
      kind: 'long_term',
      reason: 'quota',
      details: { stageResult: '已列入计划', reviewAt },
      deciderRegionCode: '411602',
    });
  });
});

describe('supervision', () => {
  const relations = new Set(['lead'] as const);
  const open = [aSupervision({ id: 's1' }), aSupervision({ id: 's2', kind: 'instruction', addressee: 'lead' })];

  it('is a flag and a duty to answer, not a status', () => {
    const opened = effectIn('supervise', issueIn('in_progress'), { kind: 'supervise', note: '三日内回复' });
    expect(opened.changes).toEqual({});
    expect(opened.supervision).toEqual({ kind: 'supervise', note: '三日内回复', addressee: null });
  });

  it('is answered and acknowledged by its number; an instruction is acknowledged only', () => {
    const context = { relations, supervisions: open };
    const answered = effectIn('answer-supervision', issueIn('in_progress'), { answer: '已联系' }, context);
    expect(answered).toMatchObject({ changes: {}, answered: { ids: ['s1'], answer: '已联系' } });
    const acknowledged = effectIn('acknowledge-supervision', issueIn('in_progress'), {}, context);
    expect(acknowledged).toMatchObject({ changes: {}, acknowledged: ['s1', 's2'] });
  });

  it.each(SUPERVISION_KINDS)('goes up only while a %s is open', (kind) => {
    const possible = (supervisions: readonly SupervisionState[]): SupervisionKind[] =>
      SUPERVISION_KINDS.filter(
        (next) =>
          refusalCode(() =>
            effectIn('supervise', issueIn('in_progress'), { kind: next, note: '!' }, { supervisions }),
          ) === 'none',
      );
    const higher = SUPERVISION_KINDS.slice(SUPERVISION_KINDS.indexOf(kind) + 1);
    expect(possible([aSupervision({ kind }), open[1]!])).toEqual(higher);
    expect(possible([aSupervision({ kind, answeredAt: NOW })])).toEqual(SUPERVISION_KINDS);
  });

  it('instructs a lead only when there is one', () => {
    const instruct = (status: IssueStatus, addressee: 'lead' | 'coordinator'): string =>
      refusalCode(() => effectIn('instruct', issueIn(status), { addressee, note: '请重视' }));
    expect(instruct('accepted', 'lead')).toBe('issue.nobody-to-instruct');
    expect(instruct('accepted', 'coordinator')).toBe('none');
    expect(instruct('in_progress', 'lead')).toBe('none');
  });
});

describe('handing down', () => {
  const above = issueIn('in_progress', { level: 'municipality', escalationCount: 1 });

  it('leads to the level below, to routing or to whoever is named', () => {
    expect(after('hand-down', above, { reason: '县级可办' })).toMatchObject({
      ...{ level: 'county', status: 'accepted', assigneeId: null, escalationCount: 1, excludedCadreIds: [] },
    });
    const named = after('hand-down', above, { reason: '县级可办', cadreId: 'c1' }, { lead: aLead('c1') });
    expect(named).toMatchObject({ level: 'county', status: 'assigned', assigneeId: 'c1', signedAt: null });
  });

  it('keeps the lead above as co-handler only when that is wanted', () => {
    const kept = (keepLead?: boolean, lead = aLead('c1')): string | undefined =>
      effectIn('hand-down', above, { reason: '县级可办', cadreId: lead.id, keepLead }, { lead }).addedCoHandlerId;
    expect([kept(), kept(false), kept(true), kept(true, aLead('lead'))]).toEqual([
      undefined,
      undefined,
      'lead',
      undefined,
    ]);
  });
});

describe('a request that nobody decides', () => {
  it.each(REQUEST_KINDS)('(%s) goes up; of a return the enterprise is not told', (kind) => {
    const request = aRequest(kind);
    const moved = effectOf('move-up', issueIn('in_progress'), { deciderRegionCode: '411600' }, aContext({ request }));
    expect(moved).toMatchObject({
      changes: {},
      details: { request: kind, from: '411602', to: '411600', missedAt: request.decideBy },
      movedUp: { requestId: request.id, deciderRegionCode: '411600' },
    });
    expect(moved.visible).toBe(kind === 'return' ? false : undefined);
  });

  it.each(REQUEST_KINDS)('(%s) stays at the top, where its decider is reminded once more', (kind) => {
    const request = aRequest(kind, { deciderRegionCode: '410000', remindedCount: 2 });
    const reminded = effectOf('remind-decider', issueIn('in_progress'), {}, aContext({ request }));
    expect(reminded).toEqual({
      changes: {},
      details: { request: kind, of: '410000', missedAt: request.decideBy, times: 3 },
      ...(kind === 'return' ? { visible: false } : {}),
      reminded: { requestId: request.id },
    });
  });
});
