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

/** From the first day to the first day after; null while it lasts. */
export type PairingPeriod = Pick<PairingPlan, 'from' | 'to'>;

/** Whether both hold on some day. One that ends on the day it begins never held. */
export function overlap(one: PairingPeriod, other: PairingPeriod): boolean {
  const from = one.from > other.from ? one.from : other.from;
  return [one.to, other.to].every((to) => to === null || from < to);
}

/** Whether it holds on the day or is still to begin. */
export function lasts({ to }: Pick<PairingPeriod, 'to'>, today: LocalDate): boolean {
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

/** The day on which a pairing ends when it is ended today: never before it began, and never later than it was to. */
export function endOf({ from, to }: PairingPeriod, today: LocalDate): LocalDate {
  if (to !== null && to <= today) return to;
  return from > today ? from : today;
}
