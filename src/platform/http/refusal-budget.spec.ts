import { HOUR } from '../../kernel/clock.js';
import { RefusalBudget, type Verdict } from './refusal-budget.js';

const spend = (budget: RefusalBudget, caller: string, times: number, now: number): Verdict[] =>
  Array.from({ length: times }, () => budget.spend(caller, 3, now));

describe('the budget of refusals', () => {
  it('keeps so many an hour, says once that it has ended, and begins anew', () => {
    const budget = new RefusalBudget();
    expect(spend(budget, 'u1', 6, 0)).toEqual(['keep', 'keep', 'keep', 'last', 'drop', 'drop']);
    expect(spend(budget, 'u1', 1, HOUR - 1)).toEqual(['drop']);
    expect(spend(budget, 'u1', 4, HOUR)).toEqual(['keep', 'keep', 'keep', 'last']);
  });

  it('is each caller’s own', () => {
    const budget = new RefusalBudget();
    spend(budget, 'u1', 6, 0);
    expect(spend(budget, 'u2', 1, 0)).toEqual(['keep']);
  });

  it('remembers ten thousand callers at most', () => {
    const budget = new RefusalBudget();
    spend(budget, 'first', 6, 0);
    for (let nth = 0; nth < 10_000; nth++) budget.spend(`other-${nth}`, 3, 0);
    expect(spend(budget, 'first', 1, 0)).toEqual(['keep']);
    expect(spend(budget, 'other-9999', 3, 0)).toEqual(['keep', 'keep', 'last']);
  });
});
