import { atTime } from '../../../kernel/local-date.js';
import { missingYears } from './known-years.js';

describe('official calendars that are missing', () => {
  it.each<[string, string, number[], number[]]>([
    ['in the middle of a known year', '2024-06-01', [2024], []],
    ['on the last day on which next year may be unknown', '2024-10-31', [2024], []],
    ['from November on, next year', '2024-11-01', [2024], [2025]],
    ['in November, when next year is known', '2024-11-01', [2024, 2025], []],
    ['in an unknown year', '2025-03-01', [2024], [2025]],
    ['in the November of an unknown year', '2025-12-31', [2024], [2025, 2026]],
  ])('%s (%s, %j known)', (_name, today, known, missing) => {
    expect(missingYears(new Set(known), atTime(today, '12:00'))).toEqual(missing);
  });

  it('goes by the day in Asia/Shanghai', () => {
    const lastOfOctober = Date.parse('2024-10-31T15:59:59.999Z');
    expect(missingYears(new Set([2024]), lastOfOctober)).toEqual([]);
    expect(missingYears(new Set([2024]), lastOfOctober + 1)).toEqual([2025]);
  });
});
