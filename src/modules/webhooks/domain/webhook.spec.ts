import { DAY } from '../../../kernel/clock.js';
import { hasFailedTooLong } from './webhook.js';

it.each([
  [null, DAY * 9, false],
  [1_000, 1_000, false],
  [1_000, 1_000 + DAY - 1, false],
  [1_000, 1_000 + DAY, true],
  [1_000, 0, false],
])('failing since %p, at %p: too long %p', (failingSince, now, tooLong) => {
  expect(hasFailedTooLong({ failingSince }, now)).toBe(tooLong);
});
