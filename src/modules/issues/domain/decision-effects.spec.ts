import { aContext, aLead, aRequest, issueIn, NOW, refusalCode } from '../../../../test/support/issue-samples.js';
import { DAY } from '../../../kernel/clock.js';
import { decideEffect, levelAbove } from './decision-effects.js';
import type { Effect, EffectContext } from './effect.js';
import { mayLeadTo } from './issue-lifecycle.js';
import {
  type IssueRequestState,
  type IssueState,
  type IssueStatus,
  REQUEST_KINDS,
  type RequestKind,
} from './issue-types.js';

const DETAILS: Readonly<Record<RequestKind, IssueRequestState['details']>> = {
  return: { suggestedDepartmentId: 'd9', note: null },
  extension: { dueAt: NOW + 20 * DAY, enterpriseInformed: { means: 'phone', at: NOW } },
  long_term: { stageResult: '已列入计划', reviewAt: NOW + 25 * DAY },
  escalation: { powerMissing: '用地指标' },
  objection: { against: 'refusal' },
};

const HOME: Readonly<Record<RequestKind, IssueStatus>> = {
  return: 'assigned',
  extension: 'in_progress',
  long_term: 'in_progress',
  escalation: 'in_progress',
  objection: 'refused',
};

interface Decision {
  readonly issue?: IssueState;
  readonly approve?: boolean;
  readonly context?: Partial<EffectContext>;
}

function decided(kind: RequestKind, { issue = issueIn(HOME[kind]), approve = true, context = {} }: Decision): Effect {
  const request = aRequest(kind, { details: DETAILS[kind] });
  const input = { requestId: request.id, approve, reason: '理由' };
  const effect = decideEffect(issue, input, aContext({ request, ...context }));
  expect(mayLeadTo('decide', issue.status, effect.changes.status ?? issue.status)).toBe(true);
  return effect;
}

const after = (kind: RequestKind, decision: Decision = {}): IssueState => ({
  ...(decision.issue ?? issueIn(HOME[kind])),
  ...decided(kind, decision).changes,
});

describe('a decision', () => {
  it.each(REQUEST_KINDS.flatMap((kind) => [true, false].map((approve) => [kind, approve] as const)))(
    'on %s says what was asked, what was decided (%s) and why',
    (kind, approve) => {
      const effect = decided(kind, { approve });
      expect(effect.decision).toEqual({ requestId: `request-${kind}`, approved: approve, reason: '理由' });
      expect(effect.details).toMatchObject({ request: kind, approved: approve, reason: '理由' });
    },
  );

  it.each(REQUEST_KINDS.filter((kind) => kind !== 'return'))('that denies %s leaves the issue as it is', (kind) => {
    expect(decided(kind, { approve: false }).changes).toEqual({});
  });
});

describe('a return', () => {
  it('that is approved goes back to where leads are looked for, never to the same cadre', () => {
    const returned = after('return', { issue: issueIn('in_progress', { excludedCadreIds: ['c8'] }) });
    expect(returned).toMatchObject({ status: 'accepted', assigneeId: null, departmentId: null, assignedAt: null });
    expect(returned).toMatchObject({ returnCount: 1, returnLocked: false, excludedCadreIds: ['c8', 'lead'] });
  });

  it('or to the lead whom the decider names', () => {
    const returned = after('return', { context: { lead: aLead('c1') } });
    expect(returned).toMatchObject({ status: 'assigned', assigneeId: 'c1', assignedAt: NOW, signedAt: null });
    expect(returned.excludedCadreIds).toEqual(['lead']);
    expect(decided('return', { context: { lead: aLead('c1') } }).details).toMatchObject({
      cadreId: 'c1',
      cadreName: 'C1',
    });
  });

  it('names in the timeline only a cadre who has become the lead', () => {
    const context = { lead: aLead('c1') };
    expect(decided('return', { approve: false, context }).details).not.toHaveProperty('cadreId');
    expect(decided('extension', { context }).details).not.toHaveProperty('cadreId');
    expect(decided('escalation', { context }).details).toMatchObject({ cadreId: 'c1' });
  });

  it('that is denied is final, and stays where it is', () => {
    expect(decided('return', { approve: false }).changes).toEqual({ returnLocked: true });
  });

  it('tells routing which unit was suggested', () => {
    expect(decided('return', {}).details).toMatchObject({ suggestedDepartmentId: 'd9' });
  });

  it('that is the second one names the unit that has it in the end, and is the last', () => {
    const issue = issueIn('assigned', { returnCount: 1, secondReturnAt: NOW });
    expect(refusalCode(() => decided('return', { issue }))).toBe('issue.final-unit-missing');
    const context = { lead: aLead('c1') };
    expect(after('return', { issue, context })).toMatchObject({ returnCount: 2, returnLocked: true, assigneeId: 'c1' });
    expect(decided('return', { issue, context }).details).toMatchObject({ finalDepartmentId: 'unit-of-c1' });
    expect(decided('return', { issue, approve: false }).details).toMatchObject({ finalDepartmentId: 'unit-of-lead' });
    expect(decided('return', { context }).details).not.toHaveProperty('finalDepartmentId');
  });

  it('out of long-term handling, forgets its review', () => {
    expect(after('return', { issue: issueIn('long_term') })).toMatchObject({ status: 'accepted', reviewAt: null });
  });
});

describe('an extension', () => {
  it('moves the due date and leaves the original one', () => {
    const issue = issueIn('in_progress');
    const extended = after('extension', { issue });
    expect(extended).toEqual({ ...issue, dueAt: NOW + 20 * DAY, extensionCount: 1 });
    expect(extended.originalDueAt).toBe(NOW + 7 * DAY);
  });

  it('counts', () => {
    expect(after('extension', { issue: issueIn('in_progress', { extensionCount: 1 }) }).extensionCount).toBe(2);
  });

  it('keeps the previous date in the timeline, also when it is denied', () => {
    for (const approve of [true, false]) {
      const { details } = decided('extension', { approve });
      expect(details).toMatchObject({ dueAt: NOW + 20 * DAY, previousDueAt: NOW + 7 * DAY });
    }
  });
});

describe('long-term handling', () => {
  it('begins, or goes on, until the review', () => {
    for (const status of ['in_progress', 'long_term'] as const) {
      const waiting = after('long_term', { issue: issueIn(status) });
      expect(waiting).toMatchObject({ status: 'long_term', reviewAt: NOW + 25 * DAY, assigneeId: 'lead' });
      expect(waiting).toMatchObject({ longTermBy: 'a-coordinator', longTermCadreId: null });
    }
  });
});

describe('an objection to long-term handling', () => {
  const issue = issueIn('long_term', { longTermObjectedAt: NOW, objectionCount: 1 });

  it('that is upheld sends it back to its lead', () => {
    expect(decided('objection', { issue, context: { lead: aLead('c1') } }).changes).toEqual({
      status: 'in_progress',
      reviewAt: null,
    });
  });

  it('that is denied keeps it, until the next decision on it', () => {
    expect(decided('objection', { issue, approve: false }).changes).toEqual({});
    expect(after('long_term', { issue })).toMatchObject({ status: 'long_term', longTermObjectedAt: null });
  });
});

describe('an escalation', () => {
  it.each([
    ['county', 'municipality'],
    ['municipality', 'province'],
    ['province', 'province'],
  ] as const)('from %s leads to %s', (level, above) => {
    expect(levelAbove(level)).toBe(above);
    const escalated = after('escalation', { issue: issueIn('in_progress', { level }) });
    expect(escalated).toMatchObject({ level: above, status: 'accepted', assigneeId: null, escalationCount: 1 });
  });

  it('keeps the level below as supporter', () => {
    expect(decided('escalation', {}).addedCoHandlerId).toBe('lead');
    expect(decided('escalation', { context: { lead: aLead('c1') } }).addedCoHandlerId).toBe('lead');
  });

  it('has nobody to keep when nobody led it, or when the same cadre goes on', () => {
    expect(decided('escalation', { issue: issueIn('accepted') }).addedCoHandlerId).toBeUndefined();
    expect(decided('escalation', { context: { lead: aLead('lead') } }).addedCoHandlerId).toBeUndefined();
  });

  it('excludes nobody: the level below did nothing wrong', () => {
    expect(after('escalation').excludedCadreIds).toEqual([]);
  });
});

describe('an objection', () => {
  it('that is upheld makes it accepted work, from now on', () => {
    const issue = issueIn('refused', { objectionCount: 1, acceptedAt: NOW - DAY });
    expect(after('objection', { issue })).toEqual({ ...issue, status: 'accepted', acceptedAt: NOW });
    expect(after('objection', { issue, context: { lead: aLead('c1') } })).toMatchObject({
      status: 'assigned',
      assigneeId: 'c1',
      acceptedAt: NOW,
    });
  });
});
