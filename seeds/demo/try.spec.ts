import { isWorkday } from 'chinese-days';
import { writeFileSync } from 'node:fs';
import { demoPlan } from './demo-plan.js';
it('x', () => {
  const dates = Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)).filter((d) => isWorkday(d));
  const t = Date.now();
  const plan = demoPlan(dates);
  writeFileSync('/tmp/gen/plan.json', JSON.stringify(plan));
  writeFileSync('/tmp/gen/ms', String(Date.now() - t) + ' ' + dates.length);
});
