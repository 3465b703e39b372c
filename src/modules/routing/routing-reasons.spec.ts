import { LANGUAGES } from '../../kernel/language.js';
import { ROUTING_REASONS, routingReasons } from '../issues/domain/routing-reasons.js';
import { assignmentOf, type Candidate, choose } from './domain/assignment-policy.js';
import { PASSED_OVER_CODES, REASON_CODES } from './domain/reason-codes.js';
import type { Rule } from './domain/routing-rule.js';

const cadre = (id: string, rest: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  departmentId: 'd',
  capacity: 10,
  onDuty: true,
  accountClosed: false,
  onLeave: false,
  deputyId: null,
  openCount: 0,
  lastAssignedAt: null,
  ...rest,
});

const rule: Rule = {
  code: 'r',
  nameZh: '规则',
  nameEn: 'Rule',
  match: {},
  target: { kind: 'region-specialty' },
  active: true,
};

const chosen = (...group: Candidate[]) => choose(rule, { groups: [group], deputies: [] }, { excludedCadreIds: [] });

const deputised = choose(
  rule,
  { groups: [[cadre('a', { onLeave: true, deputyId: 'b' })]], deputies: [cadre('b')] },
  { excludedCadreIds: [] },
);

it('every code that routing uses has words, and the words know no other code', () => {
  expect(Object.keys(ROUTING_REASONS).sort()).toEqual([...REASON_CODES, ...PASSED_OVER_CODES].sort());
});

it.each([
  ['only-one', [chosen(cadre('a'))]],
  ['least-loaded', [chosen(cadre('a'), cadre('b', { openCount: 1 }))]],
  ['longest-since', [chosen(cadre('a', { lastAssignedAt: 1 }), cadre('b', { lastAssignedAt: 2 }))]],
  ['never-assigned', [chosen(cadre('a'), cadre('b', { lastAssignedAt: 2 }))]],
  ['first-of-equals', [chosen(cadre('a'), cadre('b'))]],
  ['deputy-of', [deputised]],
  ['nobody-at-rule', [chosen(), chosen(cadre('a'))]],
  ['nobody', [chosen()]],
])('the words of %s find all their facts', (code, tried) => {
  const { decision } = assignmentOf(tried);
  expect(decision.reasons.map((reason) => reason.code)).toContain(code);
  for (const language of LANGUAGES) {
    for (const text of routingReasons(decision, language)) expect(text).not.toMatch(/[{}]/);
  }
});
