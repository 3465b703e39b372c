import fc from 'fast-check';
import { FACTS } from '../issues/index.js';
import { CellChanges, type CountedIssue, handlingOf, handlingText } from './cell-changes.js';
import { CELL_NUMBERS } from './cell-numbers.js';

const ISSUE: CountedIssue = {
  regionCode: '411602',
  chainCode: null,
  enterpriseSize: 'small',
  campaignCode: null,
  channel: 'portal',
  submittedAt: Date.parse('2024-03-31T15:59:59.999Z'),
  categoryCode: 'labour',
  level: 'county',
  departmentId: null,
  assigneeId: null,
  dueAt: Date.parse('2024-03-31T16:00:00.000Z'),
  originalDueAt: null,
  facts: FACTS.received | FACTS.open | FACTS.direct,
  handlingTenths: null,
};

const number = (name: string): number => CELL_NUMBERS.findIndex((each) => each.name === name);

it('counts an issue in the local year and month in which it was submitted, and is due in those in which it is due', () => {
  const changes = new CellChanges();
  changes.count(ISSUE, 1);
  const told = changes.all
    .filter(({ axis }) => axis === 'cadre')
    .map(({ span, value, regionCode, facts, numbers }) => [
      ...[span, value, regionCode, facts],
      ...['received', 'open', 'onTimeDenominator'].map((name) => numbers[number(name)]),
    ]);
  expect(told).toEqual([
    ['2024', '', '411602', FACTS.direct, 1, 1, 1],
    ['2024-03', '', '411602', FACTS.direct, 1, 1, 0],
    ['2024-04', '', '411602', FACTS.direct, 0, 0, 1],
  ]);
});

const instant = fc.integer({ min: Date.parse('2023-06-01'), max: Date.parse('2025-06-01') });
const issues = fc.record({
  regionCode: fc.constantFrom('411602', '411603'),
  chainCode: fc.option(fc.constantFrom('food', 'textile')),
  enterpriseSize: fc.constantFrom('small', 'large'),
  campaignCode: fc.constant(null),
  channel: fc.constantFrom('portal', 'visit'),
  submittedAt: instant,
  categoryCode: fc.constantFrom('labour', 'power'),
  level: fc.constant('county'),
  departmentId: fc.option(fc.constantFrom('a', 'b')),
  assigneeId: fc.option(fc.constantFrom('x', 'y')),
  dueAt: fc.option(instant),
  originalDueAt: fc.option(instant),
  facts: fc.integer({ min: 0, max: 2 ** 27 - 1 }),
  handlingTenths: fc.option(fc.integer({ min: 0, max: 400 })),
});

it('leaves nothing behind of issues that were added and taken away, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(issues, { maxLength: 8 }), (some) => {
      const changes = new CellChanges();
      for (const issue of some) changes.count(issue, 1);
      for (const issue of [...some].reverse()) changes.count(issue, -1);
      expect(changes.all).toEqual([]);
    }),
  );
});

it('writes how long issues took so that it can be read again', () => {
  const times = fc.uniqueArray(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 900 })), {
    selector: ([tenths]) => tenths,
  });
  fc.assert(
    fc.property(times, (all) => {
      expect(new Map(handlingOf(handlingText(new Map(all))))).toEqual(new Map(all));
    }),
  );
});
