import { HOUR, SECOND } from '../../kernel/clock.js';

/** All attempts together take about a day: longer than a night, or than the work on somebody's server. */
export const MOST_ATTEMPTS = 15;
const FIRST_WAIT = 10 * SECOND;
const LONGEST_WAIT = 6 * HOUR;
/** Messages that failed together do not come back together. */
const SPREAD = 0.25;

/** Milliseconds from a failed attempt to the next one: twice as long each time, and the same for the same message. */
export function backOff(messageId: string, failedAttempts: number): number {
  const wait = Math.min(FIRST_WAIT * 2 ** (failedAttempts - 1), LONGEST_WAIT);
  return Math.round(wait * (1 + SPREAD * fraction(`${messageId} ${failedAttempts}`)));
}

/** From 0 to less than 1, evenly spread (FNV-1a, with the finish of MurmurHash3). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
