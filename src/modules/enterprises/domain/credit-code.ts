import { halfWidth } from '../../../kernel/half-width.js';

/**
 * The unified social credit code of GB 32100-2015: registration authority (1), kind (1), division of GB/T 2260 (6),
 * organisation code of GB 11714 (9, the last one its check), check character (1).
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const CREDIT_CODE_LENGTH = 18;

/** The part of a code that is wrong. */
export type CreditCodeFault =
  | { readonly part: 'length'; readonly length: number }
  | { readonly part: 'alphabet'; readonly position: number; readonly character: string }
  | { readonly part: 'division'; readonly position: number; readonly character: string }
  | { readonly part: 'organisation' }
  | { readonly part: 'check' };

/**
 * The code as it is printed: full-width signs halved, letters capital, spaces and hyphens dropped. The letter O stays: a
 * wrong code is told, not guessed.
 */
export function normalCreditCode(text: string): string {
  return halfWidth(text)
    .replace(/[\s\u2010-\u2015\u2212-]/g, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** What is wrong with a code in its normal form, or null; positions count from 1. */
export function creditCodeFault(code: string): CreditCodeFault | null {
  const signs = [...code];
  if (signs.length !== CREDIT_CODE_LENGTH) return { part: 'length', length: signs.length };
  const strange = signs.findIndex((sign) => !ALPHABET.includes(sign));
  if (strange >= 0) return { part: 'alphabet', position: strange + 1, character: signs[strange]! };
  const letter = signs.findIndex((sign, index) => index >= 2 && index < 8 && !/\d/.test(sign));
  if (letter >= 0) return { part: 'division', position: letter + 1, character: signs[letter]! };
  // The inner check first: it tells in which half of the code to look for the slip.
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return { part: 'organisation' };
  return checkCharacter(code) === code[17] ? null : { part: 'check' };
}

/**
 * A code with both checks.
 * @param head authority, kind and division: 8 characters
 * @param body organisation code without its check: 8 characters
 */
export function creditCodeOf(head: string, body: string): string {
  const unchecked = `${head}${body}${organisationCheck(body)}`;
  return `${unchecked}${checkCharacter(unchecked)}`;
}

/** Position 18, any of the 31 characters, from the 17 before it. */
export function checkCharacter(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(code[index] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** Position 17 (GB 11714): 0 to 9 or X, from the 8 before it; there letters count A = 10 to Z = 35. */
export function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * parseInt(body[index] ?? '0', 36),
    0,
  );
  return '0123456789X0'[11 - (sum % 11)]!;
}
