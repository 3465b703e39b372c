import { addDays, type LocalDate } from '../../src/kernel/local-date.js';
import { planCadres } from '../demo/cadres-plan.js';
import type { Population } from '../demo/demo-people.js';
import { type PlannedEnterprise, planEnterprises } from '../demo/enterprises-plan.js';
import { PhoneBook } from '../demo/names.js';
import { Rota } from '../demo/pairings-plan.js';
import type { DemoCadre, DemoPairing } from '../demo/plan-types.js';
import type { Random } from '../demo/random.js';

/** The demo's city has so many; a smaller one has fewer of them in every county. */
export const MOST = { cadres: 1_500, enterprises: 2_000 } as const;

const UNPAIRED = 0.03;
const LEAVES = 0.3;

export interface CityPlan extends Population {
  readonly enterprises: readonly PlannedEnterprise[];
}

export interface CitySize {
  readonly cadres: number;
  readonly enterprises: number;
  readonly from: LocalDate;
  readonly days: number;
}

/** Who lives in the city: the people and enterprises of the demo, with leaves that nobody plans around. */
export function planCity(size: CitySize, random: Random): CityPlan {
  const phones = new PhoneBook();
  const everybody = evenly(planCadres(random.fork('cadres'), phones), size.cadres);
  const staying = new Set(everybody.map(({ key }) => key));
  const leaving = random.fork('leaves');
  const cadres = everybody.map((cadre) => withLeave(withKnownDeputy(cadre, staying), size, leaving));
  const enterprises = evenly(planEnterprises(random.fork('enterprises'), phones), size.enterprises);
  const pairings = pair(enterprises, cadres, { random: random.fork('pairings'), from: size.from });
  return { cadres, enterprises, pairings, demoCadreKey: cadres[0]!.key, demoEnterpriseKey: enterprises[0]!.key };
}

/** So many of them, from every region in proportion. */
function evenly<T extends { readonly regionCode: string }>(items: readonly T[], count: number): T[] {
  const regions = new Map<string, T[]>();
  for (const item of items) regions.set(item.regionCode, [...(regions.get(item.regionCode) ?? []), item]);
  const ranked = [...regions.values()].flatMap((region) =>
    region.map((item, index) => ({ item, rank: (index + 0.5) / region.length })),
  );
  const chosen = new Set(
    ranked
      .sort((one, other) => one.rank - other.rank)
      .slice(0, count)
      .map(({ item }) => item),
  );
  return items.filter((item) => chosen.has(item));
}

function withKnownDeputy({ deputyKey, ...cadre }: DemoCadre, staying: ReadonlySet<string>): DemoCadre {
  return deputyKey !== undefined && staying.has(deputyKey) ? { ...cadre, deputyKey } : cadre;
}

function withLeave(cadre: DemoCadre, { from, days }: CitySize, random: Random): DemoCadre {
  if (!random.chance(LEAVES * Math.max(days / 365, 0.5))) return cadre;
  const first = addDays(from, random.int(0, days - 1));
  return { ...cadre, leave: [{ from: first, to: addDays(first, random.int(2, 14)) }] };
}

function pair(
  enterprises: readonly PlannedEnterprise[],
  cadres: readonly DemoCadre[],
  { random, from }: { readonly random: Random; readonly from: LocalDate },
): DemoPairing[] {
  const rota = new Rota(random, cadres);
  const staffed = new Set(cadres.map(({ regionCode }) => regionCode));
  return enterprises
    .filter(({ regionCode }) => staffed.has(regionCode) && !random.chance(UNPAIRED))
    .map(({ key, regionCode }) => ({ enterpriseKey: key, cadreKey: rota.next(regionCode).key, role: 'chief', from }));
}
