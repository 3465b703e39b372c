import type { SpanUnit } from '../../../kernel/spans.js';
import { begun, isTooFine } from './report-spans.js';

/** Noon of 10 January 2025. */
const AS_OF = Date.parse('2025-01-10T04:00:00.000Z');
const moment = (from: string, to: string) => ({ period: { from, to }, asOf: AS_OF });

it.each<[string, string, object]>([
  ['2024-01-01', '2025-01-01', { from: '2024-01-01', to: '2025-01-01' }],
  ['2025-01-01', '2026-01-01', { from: '2025-01-01', to: '2025-01-11' }],
])('of %s to %s has begun on 10 January: %j', (from, to, part) => {
  expect(begun(moment(from, to))).toEqual(part);
});

it.each<[SpanUnit, string, string, boolean]>([
  ['day', '2022-11-03', '2025-01-11', false],
  ['day', '2022-11-02', '2025-01-11', true],
  ['day', '2022-11-03', '9999-12-31', false],
  ['day', '2024-01-01', '2024-01-02', false],
  ['day', '2025-02-01', '9999-12-31', false],
  ['week', '2009-09-14', '9999-12-31', false],
  ['week', '2009-09-13', '9999-12-31', true],
  ['month', '0001-01-01', '9999-12-31', true],
])('by %s from %s to %s is too fine: %s', (unit, from, to, isIt) => {
  expect(isTooFine(unit, moment(from, to))).toBe(isIt);
});
