import { ISSUE_ACTIONS } from '../../issues/domain/issue-lifecycle.js';
import { ALL_NOTICE_KINDS, importanceOf, MUTABLE_KINDS, NOTICE_KINDS } from './notice-kinds.js';
import {
  AUDIENCES,
  COLOURS,
  type HeardEvent,
  isHeard,
  NOTICES_OF_ACTION,
  noticesOf,
  noticesOfCallBack,
  noticesOfColour,
  SILENT_ACTIONS,
} from './notice-rules.js';

const plain: HeardEvent = {
  action: '',
  details: {},
  byZhuqi: false,
  visibleToEnterprise: false,
  leaderless: false,
  leadChanged: false,
};

/** `kind → audiences`, as people read it. */
const heard = (action: string, more: Partial<HeardEvent> = {}): string[] =>
  noticesOf({ ...plain, ...more, action }).map(({ kind, to }) => `${kind} → ${to.join(', ')}`);

it('every action of the life of an issue is in the table or in the list of silent ones, and in one of them only', () => {
  const told = Object.keys(NOTICES_OF_ACTION);
  expect([...told, ...SILENT_ACTIONS].sort()).toEqual([...ISSUE_ACTIONS].sort());
  expect(ISSUE_ACTIONS.filter((action) => !isHeard(action))).toEqual([...SILENT_ACTIONS]);
});

it('every kind of notice is told by an action, a colour, a call-back, or of a bulletin or an account, and every audience hears of something', () => {
  const rules = [
    ...Object.values(NOTICES_OF_ACTION).flat(),
    ...COLOURS.flatMap((colour) => noticesOfColour(colour, false)),
    ...[false, true].flatMap(noticesOfCallBack),
  ];
  const kinds = new Set<string>(rules.map(({ kind }) => kind));
  expect(kinds.add('bulletin-published').add('lead-account-closed')).toEqual(new Set(ALL_NOTICE_KINDS));
  expect(new Set(rules.flatMap(({ to }): readonly string[] => to))).toEqual(new Set(AUDIENCES));
});

it('every text is there in both languages and has the same places', () => {
  const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
  for (const [kind, { title, body }] of Object.entries(NOTICE_KINDS)) {
    for (const text of [title, body]) {
      expect([kind, text.zh.trim(), text.en.trim()]).not.toContain('');
      expect([kind, places(text.en)]).toEqual([kind, places(text.zh)]);
    }
  }
});

it('nobody can mute a decision with a deadline or a red warning', () => {
  const urgent = ALL_NOTICE_KINDS.filter((kind) => importanceOf(kind) === 'urgent');
  expect(urgent).toEqual(['request-asked', 'decision-missed', 'red']);
  expect(MUTABLE_KINDS).toHaveLength(ALL_NOTICE_KINDS.length - urgent.length);
});

const decided = (request: string, approved: boolean, more: Partial<HeardEvent> = {}) =>
  heard('decide', { details: { request, approved }, ...more });

it.each([
  ['routed at once', heard('submit'), ['logged-for-you → enterprise']],
  ['finds nobody', heard('submit', { leaderless: true }), ['to-accept → coordinator', 'logged-for-you → enterprise']],
  ['accepted by routing', heard('accept', { byZhuqi: true }), []],
  ['accepted by somebody', heard('accept'), ['accepted → enterprise, representative']],
  [
    'another lead',
    heard('reassign', { leadChanged: true }),
    [
      'assigned-to-you → lead',
      'no-longer-yours → former-lead',
      'you-support → co-handlers',
      'lead-named → enterprise, representative',
    ],
  ],
  [
    'others to support the same lead',
    heard('reassign', { details: { coHandlersAdded: [], coHandlersRemoved: [] } }),
    ['support-changed → lead', 'you-support → new-co-handlers', 'no-longer-supporting → former-co-handlers'],
  ],
  ['an internal note', heard('progress'), ['progress → lead, co-handlers']],
  [
    'a note for the enterprise',
    heard('progress', { visibleToEnterprise: true }),
    ['progress → lead, co-handlers', 'progress → enterprise, representative'],
  ],
  ['a file for officials', heard('attach'), ['attached → lead, co-handlers']],
  ['asked to return', heard('return'), ['request-asked → decider']],
  ['an objection', heard('object'), ['request-asked → decider']],
  ['a request that nobody has decided', heard('move-up'), ['request-asked → decider']],
  [
    'a request that the top has not decided',
    heard('remind-decider'),
    ['decision-missed → decider', 'decider-silent → managers-of-decider'],
  ],
  [
    'an instruction to the coordinator',
    heard('instruct', { details: { addressee: 'coordinator' } }),
    ['instructed → coordinator'],
  ],
  [
    'an extension',
    decided('extension', true),
    ['request-approved → requester', 'due-moved → enterprise, representative, lead, co-handlers'],
  ],
  ['no extension', decided('extension', false), ['request-rejected → requester']],
  [
    'returned to the queue',
    decided('return', true, { leaderless: true, leadChanged: true }),
    [
      'request-approved → requester',
      'assigned-to-you → lead',
      'no-longer-yours → former-lead',
      'to-assign → coordinator',
    ],
  ],
  ['an objection upheld', decided('objection', true), ['objection-upheld → enterprise, representative']],
  ['an objection denied', decided('objection', false), ['objection-denied → enterprise, representative']],
  ['long-term', decided('long_term', true), ['request-approved → requester', 'long-term → enterprise, representative']],
  [
    'unhappy',
    heard('rate', { details: { unhappy: true, stars: 1 } }),
    ['unhappy → lead, co-handlers, coordinator, managers'],
  ],
  ['happy', heard('rate', { details: { unhappy: false, stars: 5 } }), ['rated → lead, co-handlers']],
  ['nobody answered the call', heard('call-back', { details: { contacted: false, unhappy: false } }), []],
  ['yellow', noticesOfColour('yellow', false).map(({ to }) => to), [['lead', 'co-handlers']]],
  ['orange', noticesOfColour('orange', false).map(({ to }) => to), [['lead', 'co-handlers', 'coordinator']]],
  ['red', noticesOfColour('red', false).map(({ to }) => to), [['lead', 'co-handlers', 'coordinator', 'managers']]],
  ['yellow without a lead', noticesOfColour('yellow', true).map(({ to }) => to), [['coordinator']]],
  ['red without a lead', noticesOfColour('red', true).map(({ to }) => to), [['coordinator', 'managers']]],
])('%s', (_case, told, expected) => {
  expect(told).toEqual(expected);
});
