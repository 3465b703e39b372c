import type { LocalDate } from '../../../kernel/local-date.js';
import { overlap, type PairingPeriod, type PairingPlan } from './pairing.js';

/** What becomes of an enterprise's pairings when one cadre takes over the place of another. */
export interface Succession<P extends PairingPlan> {
  /** Those that end today. */
  readonly ended: readonly P[];
  /** The successor's new ones, for the days on which they do not look after the enterprise already in as high a place. */
  readonly begun: readonly PairingPlan[];
}

/** @param pairings all of the enterprise's; `left`, of the cadre who leaves, is one of them and lasts */
export function succession<P extends PairingPlan>(
  pairings: readonly P[],
  left: P,
  successor: { readonly cadreId: string; readonly today: LocalDate },
): Succession<P> {
  const { cadreId, today } = successor;
  const handed = sinceToday(left, today);
  const own = pairings.filter((pairing) => pairing.cadreId === cadreId && overlap(pairing, handed));
  // A deputy who becomes the chief is the deputy no longer, but on the other days.
  const yielding = own.filter(({ role }) => left.role === 'chief' && role === 'deputy');
  const kept = own.filter((pairing) => !yielding.includes(pairing));
  const parts = (role: PairingPlan['role'], whole: PairingPeriod, taken: readonly PairingPeriod[]): PairingPlan[] =>
    without(whole, taken).map((period) => ({ cadreId, role, ...period }));
  return {
    ended: [left, ...yielding],
    begun: [
      ...parts(left.role, handed, kept),
      ...yielding.flatMap((deputy) => parts(deputy.role, sinceToday(deputy, today), [handed])),
    ],
  };
}

function sinceToday({ from, to }: PairingPeriod, today: LocalDate): PairingPeriod {
  return { from: later(from, today), to };
}

/** The parts of a period that lie in none of the others, in their order. */
function without(whole: PairingPeriod, others: readonly PairingPeriod[]): PairingPeriod[] {
  const parts: PairingPeriod[] = [];
  let { from } = whole;
  for (const other of others.filter((each) => overlap(each, whole)).sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from < other.from) parts.push({ from, to: other.from });
    if (other.to === null) return parts;
    from = later(from, other.to);
  }
  return whole.to === null || from < whole.to ? [...parts, { from, to: whole.to }] : parts;
}

const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other);
