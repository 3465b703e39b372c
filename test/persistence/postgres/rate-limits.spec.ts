import sql from 'sql-template-tag';
import { MINUTE } from '../../../src/kernel/clock.js';
import { UnitOfWork } from '../../../src/platform/persistence/index.js';
import { SharedHits } from '../../../src/platform/rate-limits/hits.store.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startApp();
});
afterAll(() => t.close());

describe('several processes', () => {
  it('count together, and give every hit a number of its own', async () => {
    const processes = Array.from({ length: 3 }, () => new SharedHits(t.get(UnitOfWork)));
    const hits = Array.from({ length: 150 }, (_, nth) =>
      processes[nth % 3]!.add({ subject: `account ${nth % 2}`, windowStart: MINUTE }),
    );
    const numbers = (await Promise.all(hits)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 150 }, (_, nth) => Math.floor(nth / 2) + 1));
  });

  it('keep nothing of the minutes before', async () => {
    const hits = new SharedHits(t.get(UnitOfWork));
    for (const windowStart of [MINUTE, 2 * MINUTE, 3 * MINUTE]) await hits.add({ subject: 'account 1', windowStart });
    expect(await hits.add({ subject: 'account 1', windowStart: 3 * MINUTE })).toBe(2);
    const rows = await t.reader.all(sql`SELECT window_start, hits FROM rate_window`);
    expect(rows).toEqual([{ windowStart: 3 * MINUTE, hits: 2 }]);
  });
});
