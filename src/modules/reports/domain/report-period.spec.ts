import { DomainError } from '../../../kernel/domain-error.js';
import { reportPeriod } from './report-period.js';

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
