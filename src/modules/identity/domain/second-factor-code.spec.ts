import { codeOf, isRecoveryCode, isTotpCode, recoveryCodeText } from './second-factor-code.js';

describe('a code', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['１２３４５６', '123456'],
    ['abcd-efgh-ijkl-mnop', 'ABCDEFGHIJKLMNOP'],
    ['ABCD–EFGH IJKL—MNOP', 'ABCDEFGHIJKLMNOP'],
  ])('%j is compared as %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });

  it.each(['', '12345', '1234567', '12345a', '一二三四五六', '12345\u0000', '١٢٣٤٥٦'])(
    '%j is none of an app',
    (typed) => {
      expect(isTotpCode(codeOf(typed))).toBe(false);
    },
  );

  it.each(['', 'ABCD', 'ABCDEFGHIJKLMNO0', 'ABCDEFGHIJKLMNOPQ', '%'.repeat(16)])('%j is none of recovery', (typed) => {
    expect(isRecoveryCode(codeOf(typed))).toBe(false);
  });

  it('of recovery is written in groups and read without them', () => {
    const text = recoveryCodeText(Uint8Array.from({ length: 16 }, (_, n) => n * 17));
    expect(text).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(isRecoveryCode(codeOf(text.toLowerCase()))).toBe(true);
  });
});
