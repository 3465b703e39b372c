import fc from 'fast-check';
import { workThrough } from './due-items.js';

const items = fc.uniqueArray(fc.record({ id: fc.integer(), fails: fc.boolean() }), { selector: ({ id }) => id });

it('tries every item once, whichever of them fail, and however many of them on one page', async () => {
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 4 }), async (all, pageSize) => {
      const stillDue = [...all];
      const tried: number[] = [];
      const done = await workThrough(
        (passedOver) => Promise.resolve(stillDue.slice(passedOver, passedOver + pageSize)),
        (item) => {
          tried.push(item.id);
          if (!item.fails) stillDue.splice(stillDue.indexOf(item), 1);
          return Promise.resolve(item.fails ? null : true);
        },
      );
      expect(tried).toEqual(all.map(({ id }) => id));
      expect(done).toBe(all.filter(({ fails }) => !fails).length);
    }),
  );
});
