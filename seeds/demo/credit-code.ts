import type { Random } from './random.js';

/** GB 32100-2015: 31 characters, without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: letters count 10 to 35, X stands for a remainder of ten. */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

function weightedSum(text: string, weights: readonly number[], valueOf: (character: string) => number): number {
  return weights.reduce((sum, weight, index) => sum + weight * valueOf(text.charAt(index)), 0);
}

/** Check character of an eight-character organisation code (GB 11714). */
function organisationCheck(body: string): string {
  const check = 11 - (weightedSum(body, ORGANISATION_WEIGHTS, (character) => Number.parseInt(character, 36)) % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Check character of the first seventeen characters (GB 32100-2015). */
function creditCheck(body: string): string {
  const sum = weightedSum(body, CREDIT_WEIGHTS, (character) => ALPHABET.indexOf(character));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * A unified social credit code that is formally valid but cannot belong to anybody: class 91 (company), division 000000,
 * which exists nowhere.
 */
export function fictionalCreditCode(random: Random): string {
  const older = random.chance(0.35);
  let organisation = older ? random.pick(['5', '6', '7', '0']) : 'MA';
  while (organisation.length < 8) {
    organisation += older ? String(random.int(0, 9)) : ALPHABET.charAt(random.int(0, ALPHABET.length - 1));
  }
  const body = `91000000${organisation}${organisationCheck(organisation)}`;
  return body + creditCheck(body);
}
