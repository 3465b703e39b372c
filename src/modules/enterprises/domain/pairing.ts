import type { LocalDate } from '../../../kernel/local-date.js';

/** `chief`: 首席服务员, of whom an enterprise has one at a time. */
export const PAIRING_ROLES = ['chief', 'deputy'] as const;
export type PairingRole = (typeof PAIRING_ROLES)[number];

/** A cadre looks after an enterprise from `from` (inclusive) to `to` (exclusive, null while it lasts). */
export interface PairingPlan {
  readonly cadreId: string;
  readonly role: PairingRole;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** Whether both hold on some day. One that ends on the day it begins never held. */
export function overlap(one: Pick<PairingPlan, 'from' | 'to'>, other: Pick<PairingPlan, 'from' | 'to'>): boolean {
  const from = one.from > other.from ? one.from : other.from;
  return [one.to, other.to].every((to) => to === null || from < to);
}

/** Whether it holds on the day or is still to begin. */
export function lasts({ to }: Pick<PairingPlan, 'to'>, today: LocalDate): boolean {
  return to === null || to > today;
}

/** Why a pairing cannot stand beside the enterprise's others, or null. */
export function pairingConflict(
  others: readonly PairingPlan[],
  added: PairingPlan,
): 'second-chief' | 'same-cadre' | null {
  const beside = others.filter((other) => overlap(other, added));
  if (beside.some(({ cadreId }) => cadreId === added.cadreId)) return 'same-cadre';
  return added.role === 'chief' && beside.some(({ role }) => role === 'chief') ? 'second-chief' : null;
}

/** What becomes of an enterprise's pairings when one cadre takes over the place of another. */
export interface Succession<P extends PairingPlan> {
  /** Those that end today. */
  readonly ended: readonly P[];
  /** The successor's own, unless they look after the enterprise already in as high a place. */
  readonly begun: PairingPlan | null;
}

/** @param pairings all of the enterprise's; `left`, of the cadre who leaves, is one of them */
export function succession<P extends PairingPlan>(
  pairings: readonly P[],
  left: P,
  successor: { readonly cadreId: string; readonly today: LocalDate },
): Succession<P> {
  const { cadreId, today } = successor;
  const begun = { cadreId, role: left.role, from: left.from > today ? left.from : today, to: left.to };
  const own = pairings.filter((pairing) => pairing.cadreId === cadreId && overlap(pairing, begun));
  if (own.length === 0) return { ended: [left], begun };
  // A deputy who becomes the chief is the deputy no longer.
  const rises = left.role === 'chief' && own.every(({ role }) => role === 'deputy');
  return rises ? { ended: [left, ...own], begun } : { ended: [left], begun: null };
}

/** The day on which a pairing ends when it is ended today: never before it began, and never later than it was to. */
export function endOf({ from, to }: Pick<PairingPlan, 'from' | 'to'>, today: LocalDate): LocalDate {
  if (to !== null && to <= today) return to;
  return from > today ? from : today;
}
