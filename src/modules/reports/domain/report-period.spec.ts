import { DomainError } from '../../../kernel/domain-error.js';
import { momentBefore, reportPeriod } from './report-period.js';

describe('the period of a report', () => {
  it.each([
    [{}, '2024-01-01', '2025-01-01'],
    [{ from: '2023-06-01' }, '2023-06-01', '2024-01-01'],
    [{ to: '2023-06-01' }, '2023-01-01', '2023-06-01'],
    [{ to: '2024-01-01' }, '2023-01-01', '2024-01-01'],
    [{ from: '2021-05-06', to: '2024-05-06' }, '2021-05-06', '2024-05-06'],
    [{ from: '9998-12-31' }, '9998-12-31', '9999-01-01'],
  ])('asked as %j on a day of 2024', (asked, from, to) => {
    expect(reportPeriod(asked, '2024-03-04')).toEqual({ from, to });
  });

  it.each([
    { from: '2024-01-01', to: '2024-01-01' },
    { from: '2024-02-01', to: '2024-01-01' },
    { from: '9999-05-01' },
    { to: '0001-01-01' },
  ])('%j is refused', (asked) => {
    expect(() => reportPeriod(asked, '2024-03-04')).toThrow(DomainError);
  });
});

describe('the moment that a report is compared with', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);

  it.each([
    ['2025-01-01', '2026-01-01', '2025-03-31T09:30', '2024-01-01', '2024-03-31T09:30'],
    ['2026-06-01', '2026-07-01', '2026-07-31T18:00', '2026-05-01', '2026-06-30T18:00'],
    ['2026-06-08', '2026-06-15', '2026-06-15T00:00', '2026-06-01', '2026-06-08T00:00'],
    ['2024-01-15', '2024-03-01', '2024-03-01T00:00', '2023-11-30', '2024-01-15T00:00'],
  ])('of %s to %s as of %s is %s, as of %s', (from, to, asOf, earlierFrom, earlierAsOf) => {
    expect(momentBefore({ period: { from, to }, asOf: at(asOf) })).toEqual({
      period: { from: earlierFrom, to: from },
      asOf: at(earlierAsOf),
    });
  });
});
