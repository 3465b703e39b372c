import fc from 'fast-check';
import { readConfig } from '../../platform/config/config.js';
import { Lots } from './lots.js';

const withSecret = (secret: string) => new Lots(readConfig({ ZHUQI_TOKEN_SECRET: secret }));
const lots = withSecret('a-secret-for-tests-that-is-long-enough');

describe('the lot of an issue', () => {
  it('is the same however often and wherever it is drawn', () => {
    const again = withSecret('a-secret-for-tests-that-is-long-enough');
    fc.assert(
      fc.property(fc.uuid(), fc.nat(9), (id, round) => {
        const lot = lots.of('spot_check', id, round);
        expect(again.of('spot_check', id, round)).toBe(lot);
        expect(lot >= 0 && lot < 1).toBe(true);
      }),
      { seed: 11 },
    );
  });

  it('is another one with another secret, for another purpose, and in another round', () => {
    const others = [
      withSecret('another-secret-for-tests-that-is-long').of('spot_check', 'i', 0),
      lots.of('call_back', 'i', 0),
      lots.of('spot_check', 'i', 1),
      lots.of('spot_check', 'j', 0),
    ];
    expect(new Set([lots.of('spot_check', 'i', 0), ...others]).size).toBe(5);
  });

  it.each([1, 5, 10, 50, 90])('%i of a hundred are about as many', (percent) => {
    const many = 20_000;
    const drawn = Array.from({ length: many }, (_, n) => lots.of('spot_check', `issue-${n}`, 0));
    const share = drawn.filter((lot) => lot * 100 < percent).length / many;
    // Four standard deviations.
    const p = percent / 100;
    expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / many));
  });
});
