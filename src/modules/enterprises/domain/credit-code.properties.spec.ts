import fc from 'fast-check';
import { creditCodeFault, creditCodeOf, normalCreditCode } from './credit-code.js';

const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const sign = fc.constantFrom(...SIGNS);
const text = (unit: fc.Arbitrary<string>, length: number) => fc.string({ unit, minLength: length, maxLength: length });
const codes = fc
  .tuple(text(sign, 2), text(fc.constantFrom(...'0123456789'), 6), text(sign, 8))
  .map(([office, division, body]) => creditCodeOf(office + division, body));
const SEED = { seed: 32100, numRuns: 500 };

describe('credit codes', () => {
  it('are valid when they are made by the rule', () => {
    fc.assert(
      fc.property(codes, (code) => expect(creditCodeFault(code)).toBeNull()),
      SEED,
    );
  });

  it('end in any of the 31 characters', () => {
    const ends = new Set(fc.sample(codes, { ...SEED, numRuns: 3_000 }).map((code) => code[17]));
    expect([...ends].sort()).toEqual(SIGNS);
  });

  it('betray one changed character, wherever it is', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), sign, (code, position, other) => {
        fc.pre(code[position] !== other);
        expect(creditCodeFault(code.slice(0, position) + other + code.slice(position + 1))).not.toBeNull();
      }),
      SEED,
    );
  });

  it('betray two neighbours that changed places', () => {
    fc.assert(
      fc.property(codes, fc.nat(16), (code, position) => {
        const [one, other] = [code[position]!, code[position + 1]!];
        fc.pre(one !== other);
        const swapped = code.slice(0, position) + other + one + code.slice(position + 2);
        expect(creditCodeFault(swapped)).not.toBeNull();
      }),
      SEED,
    );
  });

  it('are the same however they were typed', () => {
    const fullWidth = (char: string): string => String.fromCharCode(char.charCodeAt(0) + 0xfee0);
    const typed = fc.constantFrom<(char: string) => string>(
      (char) => char,
      (char) => char.toLowerCase(),
      fullWidth,
      (char) => fullWidth(char.toLowerCase()),
      (char) => ` ${char}`,
      (char) => `${char}-`,
    );
    fc.assert(
      fc.property(codes, fc.array(typed, { minLength: 18, maxLength: 18 }), (code, ways) => {
        const written = [...code].map((char, i) => ways[i]!(char)).join('');
        expect(normalCreditCode(written)).toBe(code);
      }),
      SEED,
    );
  });

  it('never make the check fail on a strange text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (strange) => {
        const normal = normalCreditCode(strange);
        expect(normalCreditCode(normal)).toBe(normal);
        expect(() => creditCodeFault(normal)).not.toThrow();
      }),
      SEED,
    );
  });
});
