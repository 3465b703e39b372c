import { newTotpSecret, otpauthUrl, stepOfCode } from './totp.js';

// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a time-based code', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
  ])('at %i s is %s', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(step);
  });

  it('is good one step early and one step late, and names its own step', () => {
    for (const [now, found] of [
      [-31, null],
      [-30, 37_037_037],
      [0, 37_037_037],
      [59, 37_037_037],
      [60, null],
    ] as const)
      expect(stepOfCode(SECRET, '050471', (1_111_111_110 + now) * 1000)).toBe(found);
  });

  it('comes from a secret of 160 bits that an app can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(otpauthUrl(secret, 'zhang')).toBe(
      `otpauth://totp/Zhuqi:zhang?issuer=Zhuqi&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});
