import { instantsAsText } from './instants-as-text.js';

const AT = 1_709_514_000_000;
const TEXT = '2024-03-04T01:00:00.000Z';

it.each<[string, Record<string, unknown>, object]>([
  ['by its name', { dueAt: AT, at: AT }, { dueAt: TEXT, at: TEXT }],
  [
    'by the other names that instants have',
    { madeUntil: AT, failingSince: AT, validFrom: AT, validTo: AT },
    { madeUntil: TEXT, failingSince: TEXT, validFrom: TEXT, validTo: TEXT },
  ],
  ['inside of another object', { informed: { at: AT } }, { informed: { at: TEXT } }],
  ['inside of a list', { clocks: [{ clock: 'finish', dueAt: AT }] }, { clocks: [{ clock: 'finish', dueAt: TEXT }] }],
  ['but no other number', { stars: 5, that: 1, ids: [1, 2] }, { stars: 5, that: 1, ids: [1, 2] }],
  ['nor what is no number', { dueAt: null, reviewAt: TEXT }, { dueAt: null, reviewAt: TEXT }],
])('an instant becomes a text: %s', (_name, given, expected) => {
  expect(instantsAsText(given)).toEqual(expected);
});
