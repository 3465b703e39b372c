import { anActor, anIssue, aQuestion, aSupervision, NOW } from '../../../../test/support/issue-samples.js';
import { refusalOf } from './issue-guards.js';
import {
  ISSUE_ACTIONS,
  type IssueAction,
  mayLeadTo,
  type Relation,
  RELATIONS,
  transitionOf,
} from './issue-lifecycle.js';
import { ENDED, ISSUE_STATUSES, type IssueStatus, OPEN } from './issue-types.js';

/**
 * The life of an issue as the offices read it, once more and independently of the table: who may do what in which
 * status. `x` is possible; everything else is refused, as a matter of rights for those who are not named and as a
 * conflict with the status for those who are.
 */
const EXPECTED = `
                    submitted
                    |  needs_info
                    |  |  accepted
                    |  |  |  assigned
                    |  |  |  |  in_progress
                    |  |  |  |  |  long_term
                    |  |  |  |  |  |  done_claimed
                    |  |  |  |  |  |  |  verified
                    |  |  |  |  |  |  |  |  closed
                    |  |  |  |  |  |  |  |  |  refused
                    |  |  |  |  |  |  |  |  |  |  withdrawn
                    |  |  |  |  |  |  |  |  |  |  |  merged
submit              .  .  .  .  .  .  .  .  .  .  .  .   enterprise representative coordinator
edit                x  x  x  x  x  .  .  .  .  .  .  .   enterprise representative coordinator
attach              x  x  x  x  x  x  x  x  .  .  .  .   enterprise representative lead co-handler coordinator
accept              x  .  .  .  .  .  .  .  .  .  .  .   coordinator system
request-info        x  .  .  .  .  .  .  .  .  .  .  .   coordinator
provide-info        .  x  .  .  .  .  .  .  .  .  .  .   enterprise representative
refuse              x  x  x  x  .  .  .  .  .  .  .  .   coordinator
object              .  .  .  .  .  x  .  .  .  x  .  .   enterprise
withdraw            x  x  x  x  x  x  .  .  .  .  .  .   enterprise
assign              .  .  x  .  .  .  .  .  .  .  .  .   coordinator system
reassign            .  .  .  x  x  x  .  .  .  .  .  .   coordinator
hand-over           .  .  .  x  x  x  x  x  .  .  .  .   coordinator
sign                .  .  .  x  .  .  .  .  .  .  .  .   lead
start               .  .  .  .  x  x  .  .  .  .  .  .   lead
progress            .  .  .  .  x  x  .  .  .  .  .  .   lead co-handler
give-opinion        .  .  .  x  x  x  .  .  .  .  .  .   co-handler
return              .  .  .  x  x  .  .  .  .  .  .  .   lead
extend              .  .  .  .  x  .  .  .  .  .  .  .   lead
long-term           .  .  .  .  x  x  .  .  .  .  .  .   lead
escalate            .  .  x  .  x  .  .  .  .  .  .  .   lead coordinator
hand-down           .  .  x  x  x  x  .  .  .  .  .  .   coordinator
move-up             .  .  x  x  x  x  .  .  .  x  .  .   system
remind-decider      .  .  x  x  x  x  .  .  .  x  .  .   system
decide              .  .  x  x  x  x  .  .  .  x  .  .   decider
claim-done          .  .  .  .  x  x  .  .  .  .  .  .   lead
verify              .  .  .  .  .  .  x  .  .  .  .  .   coordinator
rework              .  .  .  .  .  .  x  .  .  .  .  .   coordinator
rate                .  .  .  .  .  .  .  x  .  .  .  x   enterprise
call-back           .  .  .  .  .  .  .  x  x  .  .  .   coordinator
lapse               .  .  .  .  .  .  .  x  .  .  .  .   system
resume              .  .  .  .  .  x  .  .  .  .  .  .   system
reopen              .  .  .  .  .  .  .  .  x  .  .  .   enterprise coordinator supervisor
merge               x  x  x  x  x  .  .  .  .  .  .  .   coordinator
take-in             x  x  x  x  x  x  x  x  .  .  .  .   system
release             .  .  .  x  x  x  x  x  .  .  .  .   coordinator
exclude-cadre       x  x  x  x  x  x  .  .  .  .  .  .   coordinator
supervise           x  x  x  x  x  x  x  x  .  .  .  .   coordinator supervisor
answer-supervision  x  x  x  x  x  x  x  x  .  .  .  .   lead coordinator
acknowledge-supervision x x x x x x x x . . . .   lead coordinator
instruct            x  x  x  x  x  x  x  x  .  .  .  .   supervisor
info-lapse          .  x  .  .  .  .  .  .  .  .  .  .   system
recalculate         x  x  x  x  x  x  x  x  .  .  .  .   system
`;

interface Expectation {
  readonly action: IssueAction;
  readonly from: readonly IssueStatus[];
  readonly by: readonly string[];
}

const COLUMNS: readonly IssueStatus[] = [...EXPECTED.matchAll(/^[ |]+([a-z_]+)$/gm)].map(
  ([, status]) => status as IssueStatus,
);

const EXPECTATIONS: readonly Expectation[] = EXPECTED.split('\n')
  .filter((line) => / [x.] /.test(line))
  .map((line) => {
    const [action, ...rest] = line.trim().split(/\s+/);
    const marks = rest.slice(0, COLUMNS.length);
    return {
      action: action as IssueAction,
      from: COLUMNS.filter((_, column) => marks[column] === 'x'),
      by: rest.slice(COLUMNS.length),
    };
  });

/** Nothing besides role and status stands in the way. */
const WILLING = {
  assignedAt: NOW,
  extendUntil: NOW,
  firstContactAt: NOW,
  closedAt: NOW,
  confidential: true,
  level: 'municipality',
} as const;

/** What is only possible before the first contact. */
const BEFORE_CONTACT: readonly IssueAction[] = ['start', 'refuse'];

function answerTo(action: IssueAction, status: IssueStatus, relations: Iterable<Relation>): string {
  const refusal = refusalOf(
    action,
    aQuestion({
      actor: anActor('coordinator', { userId: 'somebody' }),
      issue: anIssue({
        ...WILLING,
        ...(BEFORE_CONTACT.includes(action) ? { firstContactAt: null } : {}),
        status,
      }),
      relations: new Set(relations),
      supervisions: [aSupervision()],
      parentStatus: 'verified',
    }),
  );
  return refusal?.kind ?? 'possible';
}

function expectedAnswer({ from, by }: Expectation, status: IssueStatus, relations: readonly Relation[]): string {
  if (!relations.some((relation) => by.includes(relation))) return 'forbidden';
  return from.includes(status) ? 'possible' : 'conflict';
}

describe('the table of the life of an issue', () => {
  it('is expected here whole: every status, every action', () => {
    expect(COLUMNS).toEqual(ISSUE_STATUSES);
    expect(EXPECTATIONS.map(({ action }) => action).sort()).toEqual([...ISSUE_ACTIONS].sort());
    expect(EXPECTATIONS.flatMap(({ by }) => by).filter((one) => !RELATIONS.includes(one as Relation))).toEqual([]);
  });

  it.each(EXPECTATIONS)('$action: every status and every relation is answered as expected', (expectation) => {
    const { action } = expectation;
    const cells = ISSUE_STATUSES.flatMap((status) => RELATIONS.map((relation) => ({ status, relation })));
    const answers = cells.map(({ status, relation }) => [status, relation, answerTo(action, status, [relation])]);
    const expected = cells.map(({ status, relation }) => [
      status,
      relation,
      expectedAnswer(expectation, status, [relation]),
    ]);
    expect(answers).toEqual(expected);
  });

  it.each(EXPECTATIONS)('$action: nobody gains by standing to it in several ways, nor loses', (expectation) => {
    const pairs = RELATIONS.flatMap((one) => RELATIONS.filter((other) => other > one).map((other) => [one, other]));
    const odd = ISSUE_STATUSES.flatMap((status) =>
      pairs.filter((pair) => answerTo(expectation.action, status, pair) !== expectedAnswer(expectation, status, pair)),
    );
    expect(odd).toEqual([]);
  });

  it('nobody may do anything without a relation', () => {
    const answers = ISSUE_ACTIONS.flatMap((action) => ISSUE_STATUSES.map((status) => answerTo(action, status, [])));
    expect(new Set(answers)).toEqual(new Set(['forbidden']));
  });
});

/** The statuses to which the action may lead from this one. */
const targets = (action: IssueAction, from: IssueStatus): IssueStatus[] =>
  ISSUE_STATUSES.filter((to) => mayLeadTo(action, from, to));

/** Every step that the table allows, with those that leave the status alone left out. */
const MOVES = ISSUE_ACTIONS.flatMap((action) =>
  transitionOf(action).from.flatMap((from) =>
    targets(action, from)
      .filter((to) => to !== from)
      .map((to) => ({ action, from, to })),
  ),
);

const actionsOf = (moves: readonly { action: IssueAction }[]): IssueAction[] => [
  ...new Set(moves.map(({ action }) => action)),
];

describe('what the table leads to', () => {
  it('an issue begins as submitted, and from there every status can be reached', () => {
    const reached = new Set<IssueStatus>(targets('submit', 'submitted'));
    for (const status of reached) for (const { from, to } of MOVES) if (from === status) reached.add(to);
    expect(targets('submit', 'submitted')).toEqual(['submitted']);
    expect(ISSUE_STATUSES.filter((status) => !reached.has(status))).toEqual([]);
  });

  it('every open issue can still be closed', () => {
    const ends = new Set<IssueStatus>(['closed']);
    for (const status of ends) for (const { from, to } of MOVES) if (to === status) ends.add(from);
    expect(OPEN.filter((status) => !ends.has(status))).toEqual([]);
  });

  it('is closed by a rating, a call-back or a window that lapses, and only from verified', () => {
    const closing = MOVES.filter(({ to }) => to === 'closed');
    expect(actionsOf(closing).sort()).toEqual(['call-back', 'lapse', 'rate']);
    expect(closing.filter(({ from, action }) => from !== 'verified' && action !== 'rate')).toEqual([]);
  });

  it('is verified by a verification and nothing else', () => {
    expect(MOVES.filter(({ to }) => to === 'verified')).toEqual([
      { action: 'verify', from: 'done_claimed', to: 'verified' },
      { action: 'call-back', from: 'closed', to: 'verified' },
    ]);
  });

  it.each<[IssueStatus, IssueAction[]]>([
    ['closed', ['call-back', 'reopen']],
    ['refused', ['object', 'move-up', 'remind-decider', 'decide']],
    ['withdrawn', []],
    ['merged', ['rate']],
  ])('%s has ended: only %j can touch it', (status, actions) => {
    const possible = ISSUE_ACTIONS.filter((action) => transitionOf(action).from.includes(status));
    expect([...possible].sort()).toEqual([...actions].sort());
  });

  it('statuses are open or ended', () => {
    expect([...OPEN, ...ENDED].sort()).toEqual([...ISSUE_STATUSES].sort());
  });

  it.each([...ISSUE_ACTIONS])('%s has a label in both languages', (action) => {
    const { zh, en } = transitionOf(action).label;
    expect(zh).toMatch(/^[\u4e00-\u9fff]+$/);
    expect(en).toMatch(/^[A-Z][a-z -]+$/);
  });
});
