/**
 * Whether `deputyId` as the deputy of `cadreId` would make somebody their own deputy at the end of a chain.
 * @param deputyOf the deputies as they are now, without a circle; null or undefined for nobody
 */
export function closesCircle(
  cadreId: string,
  deputyId: string,
  deputyOf: (cadreId: string) => string | null | undefined,
): boolean {
  let next: string | null | undefined = deputyId;
  while (next !== null && next !== undefined && next !== cadreId) next = deputyOf(next);
  return next === cadreId;
}

/** A cadre as a chain of deputies sees them on a day. */
export interface Deputising {
  readonly id: string;
  /** Off duty, on leave or without an open account. */
  readonly away: boolean;
  readonly deputyId: string | null;
}

/**
 * Whoever acts for the cadre: they themselves, or the first in the chain of deputies who is not away; null when nobody
 * does. Who is excluded neither acts nor hands over, as in routing.
 */
export function standInOf(
  cadreId: string,
  staff: ReadonlyMap<string, Deputising>,
  isExcluded: (cadreId: string) => boolean,
): string | null {
  const asked = new Set<string>();
  let next = staff.get(cadreId);
  while (next !== undefined && next.away && !isExcluded(next.id)) {
    if (asked.has(next.id)) return null;
    asked.add(next.id);
    next = next.deputyId === null ? undefined : staff.get(next.deputyId);
  }
  return next === undefined || isExcluded(next.id) ? null : next.id;
}

/** An absent cadre for whom somebody acts, and the deputies between the two, who are away as well. */
export interface Absentee {
  readonly cadreId: string;
  readonly via: readonly string[];
}

/** For whom the cadre acts today: everybody who is away and whose chain of deputies first finds them at work. */
export function absenteesOf(cadreId: string, staff: Iterable<Deputising>): Absentee[] {
  const everybody = [...staff];
  if (everybody.find(({ id }) => id === cadreId)?.away !== false) return [];
  const found: Absentee[] = [];
  const asked = new Set([cadreId]);
  const follow = (deputyId: string, via: readonly string[]): void => {
    for (const { id, away } of everybody.filter((each) => each.deputyId === deputyId)) {
      if (!away || asked.has(id)) continue;
      asked.add(id);
      found.push({ cadreId: id, via });
      follow(id, [...via, id]);
    }
  };
  follow(cadreId, []);
  return found;
}
