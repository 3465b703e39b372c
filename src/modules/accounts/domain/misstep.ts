/** What makes an account an administrator's. */
export interface Standing {
  readonly role: string;
  readonly active: boolean;
}

const administers = ({ role, active }: Standing): boolean => role === 'admin' && active;

/** Whether the change takes one administrator away. */
export function losesAdministrator(before: Standing, after: Standing): boolean {
  return administers(before) && !administers(after);
}

export type Misstep = 'own-role' | 'own-end' | 'last-administrator';

/**
 * Why a change of an account may not be, or null. Nobody promotes, demotes or ends themselves, and somebody is left who
 * can open accounts.
 * @param own whether it is the account of whoever makes the change
 * @param others how many active administrators there are besides
 */
export function misstepOf(
  { before, after }: { readonly before: Standing; readonly after: Standing },
  { own, others }: { readonly own: boolean; readonly others: number },
): Misstep | null {
  if (own && before.role !== after.role) return 'own-role';
  if (own && before.active && !after.active) return 'own-end';
  return losesAdministrator(before, after) && others === 0 ? 'last-administrator' : null;
}
