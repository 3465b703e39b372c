import { leaveProblem } from './leave.js';

const leave = (from: string, to: string) => ({ from, to });

describe('leaveProblem', () => {
  it('accepts no leave, a single day, and leaves that follow each other', () => {
    expect(leaveProblem([])).toBeNull();
    expect(leaveProblem([leave('2024-05-01', '2024-05-01')])).toBeNull();
    expect(leaveProblem([leave('2024-05-06', '2024-05-10'), leave('2024-05-01', '2024-05-05')])).toBeNull();
  });

  it('refuses one that ends before it begins', () => {
    const leaves = [leave('2024-05-01', '2024-05-02'), leave('2024-06-02', '2024-06-01')];
    expect(leaveProblem(leaves)).toEqual({ index: 1, kind: 'reversed' });
  });

  it.each([
    leave('2024-05-05', '2024-05-08'),
    leave('2024-04-01', '2024-05-01'),
    leave('2024-05-02', '2024-05-03'),
    leave('2024-01-01', '2024-12-31'),
    leave('2024-05-01', '2024-05-05'),
  ])('refuses $from to $to beside 1 to 5 May', (second) => {
    expect(leaveProblem([leave('2024-05-01', '2024-05-05'), second])).toEqual({ index: 1, kind: 'overlapping' });
  });
});
