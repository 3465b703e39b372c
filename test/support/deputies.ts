import type { Actor } from '../../src/kernel/actor.js';
import type { Instant } from '../../src/kernel/clock.js';
import { addDays, localDateOf } from '../../src/kernel/local-date.js';
import { CadresStore } from '../../src/modules/cadres/cadres.store.js';
import { absenteesOf } from '../../src/modules/cadres/domain/deputies.js';
import type { StandIn } from '../../src/modules/issues/domain/stand-ins.js';
import type { TestApp } from './test-app.js';

/** The day around which people of these tests are away. */
const TODAY = '2024-03-04';

/** C1 → c2 → c3, c4 → c3, and c5 → c6 → c4; who is on leave when. */
export const DEPUTIES: Readonly<Record<string, string>> = { c1: 'c2', c2: 'c3', c4: 'c3', c5: 'c6', c6: 'c4' };
const REGION_OF: Readonly<Record<string, string>> = { c2: '411600', c3: '411600', c4: '410000', c6: '411603' };
export const LEAVES = [
  { cadreId: 'c1', startsOn: addDays(TODAY, -1), endsOn: addDays(TODAY, 2) },
  { cadreId: 'c2', startsOn: TODAY, endsOn: TODAY },
  { cadreId: 'c4', startsOn: TODAY, endsOn: addDays(TODAY, 1) },
  { cadreId: 'c5', startsOn: addDays(TODAY, -1), endsOn: TODAY },
  { cadreId: 'c6', startsOn: addDays(TODAY, -1), endsOn: addDays(TODAY, 1) },
  { cadreId: 'c3', startsOn: addDays(TODAY, 1), endsOn: addDays(TODAY, 1) },
];

const isAway = (cadreId: string, now: Instant): boolean =>
  LEAVES.some((leave) => {
    const today = localDateOf(now);
    return leave.cadreId === cadreId && leave.startsOn <= today && today <= leave.endsOn;
  });

export const placed = (id: string) => (REGION_OF[id] === undefined ? {} : { regionCode: REGION_OF[id] });

const ownCadreId = ({ role, cadreId }: Actor): string | null => (role === 'cadre' ? cadreId : null);

/** Those away from whom the chain of deputies leads to the actor; told once more and not as the product reckons it. */
export function standsInFor(cadreIds: readonly string[], actor: Actor, now: Instant): StandIn[] {
  const own = ownCadreId(actor);
  return cadreIds.flatMap((cadreId) => {
    const chain = [cadreId];
    while (isAway(chain.at(-1)!, now) && DEPUTIES[chain.at(-1)!] !== undefined) chain.push(DEPUTIES[chain.at(-1)!]!);
    const end = chain.at(-1)!;
    const acts = chain.length > 1 && end === own && !isAway(end, now);
    return acts ? [{ cadreId, name: cadreId, deputyRegionCode: REGION_OF[end]!, via: chain.slice(1, -1) }] : [];
  });
}

/** As the product finds them. */
export async function keptStandIns(t: TestApp, actor: Actor, now: Instant): Promise<StandIn[]> {
  const own = ownCadreId(actor);
  if (own === null) return [];
  const staff = await t.get(CadresStore).deputised(t.reader, own, localDateOf(now));
  const deputyRegionCode = staff.find(({ id }) => id === own)!.regionCode;
  return absenteesOf(own, staff).map((absent) => ({ ...absent, name: absent.cadreId, deputyRegionCode }));
}
