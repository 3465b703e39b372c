import { aQuestion, anActor, aRequest, aSupervision, issueIn, NOW } from '../../../../test/support/issue-samples.js';
import { DAY, HOUR } from '../../../kernel/clock.js';
import { isSeparated, refusalOf, REOPEN_WINDOW_MS, RETURN_WINDOW_MS, type TransitionQuestion } from './issue-guards.js';
import type { IssueAction, Relation } from './issue-lifecycle.js';
import {
  type IssueState,
  type IssueStatus,
  REQUEST_STATUSES,
  type RequestKind,
  type SupervisionState,
} from './issue-types.js';
import { possibleActions } from './possible-actions.js';

/** The question of somebody with that one relation about an issue in that status. */
function asked(
  relation: Relation,
  status: IssueStatus,
  issue: Partial<IssueState> = {},
  rest: Partial<TransitionQuestion> = {},
): TransitionQuestion {
  return aQuestion({ relations: new Set([relation]), issue: issueIn(status, issue), ...rest });
}

/** `possible`, or kind and code of the refusal. */
function answer(action: IssueAction, question: TransitionQuestion): string {
  const refusal = refusalOf(action, question);
  return refusal === null ? 'possible' : `${refusal.kind} ${refusal.code}`;
}

describe('a return', () => {
  const returned = (issue: Partial<IssueState>, status: IssueStatus = 'assigned'): string =>
    answer('return', asked('lead', status, issue));

  it('is possible for 24 hours from the assignment, to the millisecond', () => {
    expect(RETURN_WINDOW_MS).toBe(86_400_000);
    expect(returned({ assignedAt: NOW })).toBe('possible');
    expect(returned({ assignedAt: NOW - 24 * HOUR })).toBe('possible');
    expect(returned({ assignedAt: NOW - 24 * HOUR - 1 })).toBe('rule-broken issue.return-too-late');
    expect(returned({ assignedAt: NOW - 24 * HOUR - 1 }, 'in_progress')).toBe('rule-broken issue.return-too-late');
  });

  it('is possible after signing as well', () => {
    expect(returned({ assignedAt: NOW - 23 * HOUR, signedAt: NOW - HOUR }, 'in_progress')).toBe('possible');
  });

  it('is over for good once one was denied', () => {
    expect(returned({ returnLocked: true })).toBe('conflict issue.return-final');
    expect(returned({ returnLocked: true, assignedAt: NOW })).toBe('conflict issue.return-final');
  });

  it('may be asked for again after one that was approved', () => {
    expect(returned({ returnCount: 1 })).toBe('possible');
    expect(returned({ returnCount: 2 })).toBe('possible');
  });
});

describe('an extension', () => {
  const extended = (issue: Partial<IssueState>): string => answer('extend', asked('lead', 'in_progress', issue));

  it('is asked for by the stored instant at the latest', () => {
    expect(extended({ extendUntil: NOW })).toBe('possible');
    expect(extended({ extendUntil: NOW - 1 })).toBe('rule-broken issue.extension-too-late');
  });

  it('needs a due date', () => {
    expect(extended({ extendUntil: null })).toBe('rule-broken issue.extension-too-late');
  });
});

describe('reopening', () => {
  const reopened = (relation: Relation, closedAt: number | null): string =>
    answer('reopen', asked(relation, 'closed', { closedAt }));

  it('is open to the enterprise for 30 days, to the millisecond', () => {
    expect(REOPEN_WINDOW_MS).toBe(30 * 86_400_000);
    expect(reopened('enterprise', NOW - 30 * DAY)).toBe('possible');
    expect(reopened('enterprise', NOW - 30 * DAY - 1)).toBe('rule-broken issue.reopen-too-late');
  });

  it.each<Relation>(['coordinator', 'supervisor'])('is open to a %s without limit', (relation) => {
    expect(reopened(relation, NOW - 400 * DAY)).toBe('possible');
  });
});

describe('once only', () => {
  it('the enterprise is asked for what is missing', () => {
    expect(answer('request-info', asked('coordinator', 'submitted'))).toBe('possible');
    const again = asked('coordinator', 'submitted', { infoRequestCount: 1 });
    expect(answer('request-info', again)).toBe('conflict issue.asked-already');
  });

  it('the enterprise objects', () => {
    expect(answer('object', asked('enterprise', 'refused'))).toBe('possible');
    const again = asked('enterprise', 'refused', { objectionCount: 1 });
    expect(answer('object', again)).toBe('conflict issue.objected-already');
  });

  it('the first contact is logged, and one more after an unhappy rating', () => {
    const start = (issue: Partial<IssueState>): string => answer('start', asked('lead', 'in_progress', issue));
    expect(start({ firstContactAt: null })).toBe('possible');
    expect(start({ firstContactAt: NOW })).toBe('conflict issue.contacted-already');
    expect(start({ firstContactAt: NOW - DAY, unhappyContactDueAt: NOW - HOUR })).toBe('possible');
  });
});

describe('what must have happened before', () => {
  it.each<IssueStatus>(['in_progress', 'long_term'])('done is claimed in %s only after a first contact', (status) => {
    expect(answer('claim-done', asked('lead', status))).toBe('possible');
    const silent = asked('lead', status, { firstContactAt: null });
    expect(answer('claim-done', silent)).toBe('rule-broken issue.contact-missing');
  });

  it('done is claimed after an unhappy rating only when the enterprise has been spoken to again', () => {
    const unhappy = asked('lead', 'in_progress', { unhappyContactDueAt: NOW + HOUR });
    expect(answer('claim-done', unhappy)).toBe('rule-broken issue.contact-missing');
    expect(answer('start', unhappy)).toBe('possible');
  });

  it('nothing is refused that somebody has begun to work on', () => {
    const refused = (firstContactAt: number | null): string =>
      answer('refuse', asked('coordinator', 'assigned', { firstContactAt }));
    expect(refused(null)).toBe('possible');
    expect(refused(NOW)).toBe('conflict issue.work-begun');
  });

  it('a supervision is answered while one is open', () => {
    const supervised = (...supervisions: SupervisionState[]): string =>
      answer('answer-supervision', asked('lead', 'in_progress', {}, { supervisions }));
    expect(supervised()).toBe('conflict issue.no-supervision');
    expect(supervised(aSupervision({ answeredAt: NOW }))).toBe('conflict issue.no-supervision');
    expect(supervised(aSupervision({ kind: 'instruction', addressee: 'lead' }))).toBe('conflict issue.no-supervision');
    expect(supervised(aSupervision())).toBe('possible');
    expect(supervised(aSupervision(), aSupervision({ kind: 'supervise' }))).toBe('possible');
  });

  it('supervision can be raised until it is listed', () => {
    const raised = (kind: SupervisionState['kind']): string =>
      answer('supervise', asked('supervisor', 'in_progress', {}, { supervisions: [aSupervision({ kind })] }));
    expect(raised('urge')).toBe('possible');
    expect(raised('instruction')).toBe('possible');
    expect(raised('listed')).toBe('conflict issue.supervision-not-higher');
  });

  it('a coordinator answers while nobody leads it, but not what they have opened themselves', () => {
    const supervised = (rest: Partial<SupervisionState>, issue: Partial<IssueState> = {}): string =>
      answer(
        'answer-supervision',
        asked('coordinator', issue.assigneeId === null ? 'accepted' : 'in_progress', issue, {
          supervisions: [aSupervision(rest)],
        }),
      );
    expect(supervised({})).toBe('conflict issue.no-supervision');
    expect(supervised({}, { assigneeId: null })).toBe('possible');
    expect(supervised({ openedBy: anActor('coordinator').userId }, { assigneeId: null })).toBe(
      'conflict issue.no-supervision',
    );
  });

  it('a supervision or an instruction is acknowledged once, by those whom it is for', () => {
    const told = (relation: Relation, rest: Partial<SupervisionState>): string =>
      answer('acknowledge-supervision', asked(relation, 'in_progress', {}, { supervisions: [aSupervision(rest)] }));
    const nothing = 'conflict issue.nothing-to-acknowledge';
    expect(told('lead', {})).toBe('possible');
    expect(told('lead', { acknowledgedAt: NOW })).toBe(nothing);
    expect(told('lead', { kind: 'instruction', addressee: 'lead' })).toBe('possible');
    expect(told('lead', { kind: 'instruction', addressee: 'coordinator' })).toBe(nothing);
    expect(told('coordinator', { kind: 'instruction', addressee: 'coordinator' })).toBe('possible');
    expect(told('coordinator', { kind: 'instruction', addressee: 'lead' })).toBe(nothing);
    expect(told('supervisor', {})).toBe('forbidden issue.action-forbidden');
  });

  it('long-term handling is objected to once for each decision, whatever was objected to before', () => {
    const objected = (issue: Partial<IssueState>): string => answer('object', asked('enterprise', 'long_term', issue));
    expect(objected({ objectionCount: 1 })).toBe('possible');
    expect(objected({ longTermObjectedAt: NOW })).toBe('conflict issue.objected-already');
  });

  it('nothing is handed down below the level of its region, or of the one to which it was sent', () => {
    const handedDown = (level: IssueState['level'], lowestLevel: IssueState['level']): string =>
      answer('hand-down', asked('coordinator', 'in_progress', { level }, { lowestLevel }));
    expect(handedDown('municipality', 'county')).toBe('possible');
    expect(handedDown('province', 'municipality')).toBe('possible');
    expect(handedDown('county', 'county')).toBe('rule-broken issue.lowest-level');
    expect(handedDown('municipality', 'municipality')).toBe('rule-broken issue.lowest-level');
  });

  it('nothing is escalated above the province', () => {
    const escalated = (level: IssueState['level']): string =>
      answer('escalate', asked('lead', 'in_progress', { level }));
    expect(escalated('county')).toBe('possible');
    expect(escalated('municipality')).toBe('possible');
    expect(escalated('province')).toBe('rule-broken issue.top-level');
  });
});

describe('rating', () => {
  const rated = (status: IssueStatus, issue: Partial<IssueState>, parentStatus: IssueStatus | null = null): string =>
    answer('rate', asked('enterprise', status, issue, { parentStatus }));

  it('is possible as long as it is asked for, also when the sweep is late', () => {
    expect(rated('verified', {})).toBe('possible');
    expect(rated('verified', { ratingDueAt: NOW - DAY })).toBe('possible');
  });

  it.each<[IssueStatus, boolean]>([
    ['submitted', false],
    ['in_progress', false],
    ['done_claimed', false],
    ['verified', true],
    ['closed', true],
    ['refused', false],
    ['withdrawn', false],
  ])('of a child whose common issue is %s: %s', (parentStatus, possible) => {
    expect(rated('merged', {}, parentStatus)).toBe(possible ? 'possible' : 'conflict issue.rating-closed');
  });

  it('of a child is given once', () => {
    expect(rated('merged', { ratedAt: NOW }, 'closed')).toBe('conflict issue.rating-closed');
  });
});

describe('a second request of a kind waits for the first', () => {
  it.each<[IssueAction, RequestKind, Relation, IssueStatus]>([
    ['return', 'return', 'lead', 'assigned'],
    ['extend', 'extension', 'lead', 'in_progress'],
    ['long-term', 'long_term', 'lead', 'in_progress'],
    ['escalate', 'escalation', 'lead', 'in_progress'],
    ['object', 'objection', 'enterprise', 'refused'],
  ])('%s', (action, kind, relation, status) => {
    const others = (['return', 'extension', 'long_term', 'escalation', 'objection'] as const).filter(
      (other) => other !== kind,
    );
    const beside = (requests: TransitionQuestion['requests']): string =>
      answer(action, asked(relation, status, {}, { requests }));
    expect(beside(others.map((other) => aRequest(other)))).toBe('possible');
    for (const requestStatus of REQUEST_STATUSES) {
      expect(beside([aRequest(kind, { status: requestStatus })])).toBe(
        requestStatus === 'pending' ? 'conflict issue.request-pending' : 'possible',
      );
    }
  });
});

describe('separation of duty', () => {
  const judged = (action: IssueAction, status: IssueStatus, actor: Parameters<typeof anActor>[1]): string =>
    answer(action, asked('coordinator', status, {}, { actor: anActor('coordinator', actor) }));

  it.each<IssueAction>(['verify', 'rework'])('whoever claimed it done, or leads it, may not %s', (action) => {
    expect(judged(action, 'done_claimed', { userId: 'user-of-lead' })).toBe('forbidden issue.own-work');
    expect(judged(action, 'done_claimed', { cadreId: 'lead' })).toBe('forbidden issue.own-work');
    expect(judged(action, 'done_claimed', { cadreId: 'another' })).toBe('possible');
    expect(judged(action, 'done_claimed', { departmentId: 'unit-of-lead' })).toBe('possible');
  });

  it.each<IssueStatus>(['verified', 'closed'])('%s: a call-back comes from outside', (status) => {
    expect(judged('call-back', status, { userId: 'user-of-lead' })).toBe('forbidden issue.own-work');
    expect(judged('call-back', status, { cadreId: 'lead' })).toBe('forbidden issue.own-work');
    expect(judged('call-back', status, { departmentId: 'unit-of-lead' })).toBe('forbidden issue.own-unit');
    expect(judged('call-back', status, { userId: 'verifier' })).toBe('forbidden issue.own-verification');
    expect(judged('call-back', status, { departmentId: 'another', cadreId: 'another' })).toBe('possible');
    expect(judged('call-back', status, {})).toBe('possible');
  });

  it('a spot check comes from somebody who has not called before', () => {
    const callers = [{ userId: 'caller', cadreId: 'c9' }];
    const checked = (status: IssueStatus, actor: object): string =>
      answer('call-back', { ...asked('coordinator', status, {}, { actor: anActor('coordinator', actor) }), callers });
    for (const same of [{ userId: 'caller' }, { cadreId: 'c9' }]) {
      expect(checked('closed', same)).toBe('forbidden issue.own-call');
      expect(checked('verified', same)).toBe('possible');
    }
    expect(checked('closed', { userId: 'another', cadreId: 'c8' })).toBe('possible');
  });

  it('is not mistaken where neither side is known', () => {
    const nobody = { actor: anActor('coordinator'), issue: issueIn('submitted'), coHandlerIds: [], callers: [] };
    expect(isSeparated('handler', nobody)).toBe(false);
    expect(isSeparated('handling-unit', nobody)).toBe(false);
    expect(isSeparated('verifier', nobody)).toBe(false);
  });
});

describe('a refusal', () => {
  it('names rights before status, status before separation, separation before conditions', () => {
    const handler = anActor('coordinator', { userId: 'user-of-lead' });
    const wrong = (relation: Relation, status: IssueStatus): string =>
      answer('call-back', asked(relation, status, {}, { actor: handler }));
    expect(wrong('lead', 'submitted')).toBe('forbidden issue.action-forbidden');
    expect(wrong('coordinator', 'submitted')).toBe('conflict issue.transition-not-allowed');
    expect(wrong('coordinator', 'verified')).toBe('forbidden issue.own-work');
  });

  it('says in which status the issue is, in both languages', () => {
    const refusal = refusalOf('accept', asked('coordinator', 'closed'));
    expect(refusal?.facts.params).toMatchObject({ statusZh: '已销号', statusEn: 'Closed' });
    expect(refusal?.text.zh).toContain('{statusZh}');
    expect(refusal?.text.en).toContain('{statusEn}');
  });
});

describe('an issue that others were merged into', () => {
  it.each<[IssueAction, Relation]>([
    ['withdraw', 'enterprise'],
    ['refuse', 'coordinator'],
    ['merge', 'coordinator'],
  ])('cannot end by %s while they wait for its answer', (action, relation) => {
    const question = (childCount: number) =>
      aQuestion({
        issue: { ...issueIn('assigned'), firstContactAt: null, childCount },
        relations: new Set([relation]),
      });
    expect(refusalOf(action, question(0))).toBeNull();
    expect(refusalOf(action, question(1))?.code).toBe('issue.has-children');
  });
});

describe('what may be done now', () => {
  it('is what would not be refused', () => {
    expect(possibleActions(asked('lead', 'assigned'))).toEqual(['sign', 'return']);
    expect(possibleActions(asked('enterprise', 'verified'))).toEqual(['rate']);
    expect(possibleActions(asked('coordinator', 'done_claimed'))).toEqual(['verify', 'rework', 'supervise']);
    expect(possibleActions(asked('enterprise', 'withdrawn'))).toEqual([]);
  });

  it('is nothing for those who only look on', () => {
    expect(possibleActions(aQuestion({ issue: issueIn('in_progress') }))).toEqual([]);
  });
});
