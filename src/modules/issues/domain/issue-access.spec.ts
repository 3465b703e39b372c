import fc from 'fast-check';
import { anActor, anIssue, aRequest, issueIn, isWithin, REGIONS } from '../../../../test/support/issue-samples.js';
import { type Actor, ROLES, SYSTEM_ACTOR } from '../../../kernel/actor.js';
import { type IssueSurroundings, mayDecide, maySee, relationsOf, visibilityOf } from './issue-access.js';
import type { Relation } from './issue-lifecycle.js';
import { type IssueState, LEVELS, REQUEST_STATUSES } from './issue-types.js';

const around = (rest: Partial<IssueSurroundings> = {}): IssueSurroundings => ({
  isWithin,
  upper: (code) => REGIONS.upper(code),
  responsibleRegionCode: '411602',
  coHandlerIds: [],
  pairedCadreIds: [],
  standsInFor: [],
  requests: [],
  ...rest,
});

const relations = (
  actor: Actor,
  issue: Partial<IssueState> = {},
  rest: Partial<IssueSurroundings> = {},
): Relation[] => [...relationsOf(actor, anIssue(issue), around(rest))];

const coordinator = (regionCode: string, rest: Partial<Actor> = {}): Actor =>
  anActor('coordinator', { regionCode, ...rest });
const cadre = (cadreId: string): Actor => anActor('cadre', { cadreId, userId: `user-of-${cadreId}` });

describe('how somebody stands to an issue', () => {
  it('the enterprise by its own users', () => {
    expect(relations(anActor('enterprise', { enterpriseId: 'e1' }))).toEqual(['enterprise']);
    expect(relations(anActor('enterprise', { enterpriseId: 'e2' }))).toEqual([]);
    expect(relations(anActor('enterprise'))).toEqual([]);
  });

  it('a cadre as lead, as co-handler, as the one who is paired, or as several at once', () => {
    const ofLead = { assigneeId: 'c1' };
    expect(relations(cadre('c1'), ofLead)).toEqual(['lead']);
    expect(relations(cadre('c2'), ofLead, { coHandlerIds: ['c2', 'c3'] })).toEqual(['co-handler']);
    expect(relations(cadre('c2'), ofLead, { pairedCadreIds: ['c2'] })).toEqual(['representative']);
    expect(relations(cadre('c1'), ofLead, { pairedCadreIds: ['c1'] })).toEqual(['lead', 'representative']);
    expect(relations(cadre('c4'), ofLead, { coHandlerIds: ['c2'], pairedCadreIds: ['c3'] })).toEqual([]);
  });

  it('the paired cadre does not stand for the enterprise in a confidential issue', () => {
    expect(relations(cadre('c2'), { confidential: true }, { pairedCadreIds: ['c2'] })).toEqual([]);
    expect(relations(cadre('c2'), { confidential: true, assigneeId: 'c2' }, { pairedCadreIds: ['c2'] })).toEqual([
      'lead',
    ]);
  });

  it('whoever logged it on behalf of the enterprise stands for it', () => {
    const logged = { submittedBy: 'user-of-c2', onBehalf: true };
    expect(relations(cadre('c2'), logged)).toEqual(['representative']);
    expect(relations(cadre('c3'), logged)).toEqual([]);
    expect(relations(cadre('c2'), { ...logged, onBehalf: false })).toEqual([]);
  });

  it('somebody without a cadre is nobody’s lead, although nobody leads it', () => {
    expect(relations(anActor('cadre'), { assigneeId: null })).toEqual([]);
    expect(relations(coordinator('411602', { cadreId: 'c1' }), { assigneeId: 'c1' })).toEqual(['coordinator']);
  });

  it.each([
    ['411602', true],
    ['411600', true],
    ['410000', true],
    ['411603', false],
    ['411700', false],
    ['999999', false],
  ])('a coordinator or manager of %s: %s', (regionCode, inside) => {
    expect(relations(coordinator(regionCode))).toEqual(inside ? ['coordinator'] : []);
    expect(relations(anActor('manager', { regionCode }))).toEqual(inside ? ['supervisor'] : []);
  });

  it('after an escalation the coordinator below looks on', () => {
    const escalated = { responsibleRegionCode: '411600' };
    expect(relations(coordinator('411602'), { level: 'municipality' }, escalated)).toEqual([]);
    expect(relations(coordinator('411600'), { level: 'municipality' }, escalated)).toEqual(['coordinator']);
    expect(relations(coordinator('410000'), { level: 'municipality' }, escalated)).toEqual(['coordinator']);
    expect(relations(coordinator('411700'), { level: 'municipality' }, escalated)).toEqual([]);
    const manager = anActor('manager', { regionCode: '411602' });
    expect(relations(manager, { level: 'municipality' }, escalated)).toEqual(['supervisor']);
  });

  it('auditors and administrators stand in no relation; Zhuqi itself in its own', () => {
    expect(relations(anActor('auditor', { regionCode: '410000' }))).toEqual([]);
    expect(relations(anActor('admin', { regionCode: '410000' }))).toEqual([]);
    expect(relations(SYSTEM_ACTOR)).toEqual(['system']);
  });
});

const HERE = { isWithin, coHandlerIds: [], issue: anIssue() };

describe('who decides a request', () => {
  const request = aRequest('return', { deciderRegionCode: '411600', requestedBy: 'user-of-c1' });

  it.each([
    ['411602', false],
    ['411600', true],
    ['410000', true],
    ['411700', false],
  ])('the coordinator of %s: %s', (regionCode, may) => {
    expect(mayDecide(coordinator(regionCode), request, HERE)).toBe(may);
    expect(relations(coordinator(regionCode), {}, { requests: [request] }).includes('decider')).toBe(may);
  });

  it('never the applicant', () => {
    const own = { ...request, requestedBy: 'u1' };
    expect(mayDecide(coordinator('411600', { userId: 'u1' }), own, HERE)).toBe(false);
    expect(mayDecide(coordinator('411600', { userId: 'u2' }), own, HERE)).toBe(true);
    expect(relations(coordinator('411600', { userId: 'u1' }), {}, { requests: [own] })).toEqual(['coordinator']);
    expect(relations(coordinator('411600', { userId: 'u1' }), {}, { requests: [own, request] })).toEqual([
      'coordinator',
      'decider',
    ]);
  });

  it('never whoever made the decision that is objected to', () => {
    const objection = aRequest('objection', { deciderRegionCode: '411600', opposedUserId: 'u1' });
    expect(mayDecide(coordinator('410000', { userId: 'u1' }), objection, HERE)).toBe(false);
    expect(mayDecide(coordinator('410000', { userId: 'u2' }), objection, HERE)).toBe(true);
  });

  it.each(ROLES.filter((role) => role !== 'coordinator'))('never a %s', (role) => {
    expect(mayDecide(anActor(role, { regionCode: '411600' }), request, HERE)).toBe(false);
  });

  it.each([...REQUEST_STATUSES])('a request that is %s, only while it waits', (status) => {
    const may = mayDecide(coordinator('411600'), { ...request, status }, HERE);
    expect(may).toBe(status === 'pending');
  });
});

describe('whether an issue exists for somebody', () => {
  const see = (actor: Actor, issue: Partial<IssueState> = {}, rest: Partial<IssueSurroundings> = {}): boolean =>
    maySee(actor, anIssue(issue), around(rest));

  it.each(['coordinator', 'manager', 'auditor'] as const)('%s: in their region, whatever its level', (role) => {
    for (const level of LEVELS) {
      expect(see(anActor(role, { regionCode: '411602' }), { level })).toBe(true);
      expect(see(anActor(role, { regionCode: '411600' }), { level })).toBe(true);
      expect(see(anActor(role, { regionCode: '411603' }), { level })).toBe(false);
    }
  });

  it('cadre: those they lead or support, and those of their enterprises unless confidential', () => {
    expect(see(cadre('c1'))).toBe(false);
    expect(see(cadre('c1'), { assigneeId: 'c1' })).toBe(true);
    expect(see(cadre('c1'), { confidential: true, assigneeId: 'c1' })).toBe(true);
    expect(see(cadre('c1'), { confidential: true }, { coHandlerIds: ['c1'] })).toBe(true);
    expect(see(cadre('c1'), {}, { pairedCadreIds: ['c1'] })).toBe(true);
    expect(see(cadre('c1'), { confidential: true }, { pairedCadreIds: ['c1'] })).toBe(false);
    expect(see(anActor('cadre'), { assigneeId: null })).toBe(false);
  });

  it('enterprise: its own', () => {
    expect(see(anActor('enterprise', { enterpriseId: 'e1' }))).toBe(true);
    expect(see(anActor('enterprise', { enterpriseId: 'e2' }))).toBe(false);
    expect(see(anActor('enterprise'))).toBe(false);
  });

  it('administrator: none, since they never touch a ticket; Zhuqi itself: all', () => {
    expect(see(anActor('admin', { regionCode: '410000' }))).toBe(false);
    expect(see(SYSTEM_ACTOR)).toBe(true);
    expect(visibilityOf(anActor('admin'))).toEqual({ kind: 'nothing' });
  });

  it('whoever may do something to an issue can see it', () => {
    const ids = fc.constantFrom('c1', 'c2', null);
    const anybody = fc.record({
      role: fc.constantFrom(...ROLES),
      regionCode: fc.constantFrom('410000', '411600', '411602', '411603', '411700'),
      cadreId: ids,
      enterpriseId: fc.constantFrom('e1', 'e2', null),
      userId: fc.constantFrom('u1', 'u2'),
    });
    const anything = fc.record({
      regionCode: fc.constantFrom('411602', '411603', '411600'),
      assigneeId: ids,
      confidential: fc.boolean(),
    });
    const anywhere = fc.record({
      responsibleRegionCode: fc.constantFrom('411602', '411600', '410000'),
      coHandlerIds: fc.subarray(['c1', 'c2']),
      pairedCadreIds: fc.subarray(['c1', 'c2']),
      requests: fc.subarray([aRequest('return'), aRequest('escalation', { deciderRegionCode: '411600' })]),
    });
    fc.assert(
      fc.property(anybody, anything, anywhere, ({ role, ...who }, what, where) => {
        const actor = anActor(role, who);
        const issue = issueIn('submitted', what);
        const stands = relationsOf(actor, issue, around(where));
        if (stands.size > 0) expect(maySee(actor, issue, around(where))).toBe(true);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
