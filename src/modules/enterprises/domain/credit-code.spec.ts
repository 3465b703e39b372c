import { checkCharacter, creditCodeFault, creditCodeOf, normalCreditCode, organisationCheck } from './credit-code.js';

// The example of GB 32100-2015; the others are made up for division 000000, which no authority uses.
const VALID = [
  '91350100M000100Y43',
  '91000000MA00000157',
  '91000000MA00000232',
  '91000000MA0000031W',
  '91000000MA000004XL',
];

describe('normalCreditCode', () => {
  it.each([
    ['91350100m000100y43', '91350100M000100Y43'],
    ['９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
    ['ｍ', 'M'],
    [' 9135 0100 M000 100Y 43 ', '91350100M000100Y43'],
    ['9135-0100—M000－100Y　43', '91350100M000100Y43'],
    ['\u00a091350100M000100Y43\n', '91350100M000100Y43'],
    ['O', 'O'],
    ['ß', 'ß'],
  ])('%j → %s', (text, code) => {
    expect(normalCreditCode(text)).toBe(code);
  });
});

describe('creditCodeFault', () => {
  it.each(VALID)('accepts %s', (code) => {
    expect(creditCodeFault(code)).toBeNull();
  });

  it.each([
    ['', { part: 'length', length: 0 }],
    ['91350100M000100Y4', { part: 'length', length: 17 }],
    ['91350100M000100Y433', { part: 'length', length: 19 }],
    ['91350100M00010OY43', { part: 'alphabet', position: 15, character: 'O' }],
    ['I1350100M000100Y43', { part: 'alphabet', position: 1, character: 'I' }],
    ['91350100M000100Y4𠮷', { part: 'alphabet', position: 18, character: '𠮷' }],
    ['91350100m000100y43', { part: 'alphabet', position: 9, character: 'm' }],
    ['9135A100M000100Y43', { part: 'division', position: 5, character: 'A' }],
    ['91350100M000100Y44', { part: 'check' }],
    ['91350200M000100Y43', { part: 'check' }],
    ['91350100M000101Y43', { part: 'organisation' }],
    ['91350100M000100Y53', { part: 'organisation' }],
  ])('%s: %j', (code, fault) => {
    expect(creditCodeFault(code)).toEqual(fault);
  });

  it('looks into the organisation code also when the outer check agrees', () => {
    const unchecked = '91350100M000100Y5';
    expect(creditCodeFault(`${unchecked}${checkCharacter(unchecked)}`)).toEqual({ part: 'organisation' });
  });
});

describe('creditCodeOf', () => {
  it.each(VALID)('makes %s', (code) => {
    expect(creditCodeOf(code.slice(0, 8), code.slice(8, 16))).toBe(code);
  });

  it.each([
    ['M000100Y', '4'],
    ['MA000004', 'X'],
  ])('GB 11714: %s has the check %s', (body, check) => {
    expect(organisationCheck(body)).toBe(check);
  });
});
