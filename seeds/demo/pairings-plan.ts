import type { PlannedEnterprise } from './enterprises-plan.js';
import type { DemoCadre, DemoPairing } from './plan-types.js';
import type { Random } from './random.js';

const FROM = '2024-01-02';
const DEPUTY_PAIRINGS = 140;
/** Newly registered and not paired yet. */
const UNPAIRED_ENTERPRISES = 20;

/** Who helps whom, and the pair behind the demo accounts. */
export interface PairingPlan {
  readonly pairings: readonly DemoPairing[];
  readonly unpaired: readonly PlannedEnterprise[];
  readonly demoEnterprise: PlannedEnterprise;
  readonly demoCadre: DemoCadre;
}

function first<T>(items: readonly T[], wanted: (item: T) => boolean): T {
  const item = items.find(wanted);
  if (item === undefined) {
    throw new RangeError('the plan has nobody for the demo accounts');
  }
  return item;
}

function demoPair(enterprises: readonly PlannedEnterprise[], cadres: readonly DemoCadre[]) {
  const demoEnterprise = first(
    enterprises,
    ({ regionCode, sector, size, status }) =>
      regionCode === '411602' && sector.key === 'food' && size === 'medium' && status === 'active',
  );
  const deputies = new Set(cadres.map((cadre) => cadre.deputyKey));
  const demoCadre = first(
    cadres,
    ({ key, departmentCode, capacity }) =>
      departmentCode === '411602-market-regulation' && capacity === 5 && !deputies.has(key),
  );
  return { demoEnterprise, demoCadre };
}

/** Goes round the cadres of each region, so that everybody helps one or two enterprises. */
export class Rota {
  private readonly queues = new Map<string, DemoCadre[]>();

  constructor(
    private readonly random: Random,
    private readonly cadres: readonly DemoCadre[],
  ) {}

  next(regionCode: string): DemoCadre {
    let queue = this.queues.get(regionCode) ?? [];
    if (queue.length === 0) {
      queue = this.random.shuffle(this.cadres.filter((cadre) => cadre.regionCode === regionCode));
    }
    const cadre = queue.pop();
    if (cadre === undefined) {
      throw new RangeError(`no cadre in ${regionCode}`);
    }
    this.queues.set(regionCode, queue);
    return cadre;
  }
}

export function planPairings(
  random: Random,
  enterprises: readonly PlannedEnterprise[],
  cadres: readonly DemoCadre[],
): PairingPlan {
  const { demoEnterprise, demoCadre } = demoPair(enterprises, cadres);
  const free = enterprises.filter(
    ({ status, size, industry }) => status === 'active' && size === 'small' && industry.startsWith('C'),
  );
  const unpaired = random.sample(free, UNPAIRED_ENTERPRISES);
  const rota = new Rota(random, cadres);
  const chiefs = enterprises
    .filter((enterprise) => !unpaired.includes(enterprise))
    .map((enterprise): DemoPairing => {
      const cadre = enterprise === demoEnterprise ? demoCadre : rota.next(enterprise.regionCode);
      return { enterpriseKey: enterprise.key, cadreKey: cadre.key, role: 'chief', from: FROM };
    });
  const regionOf = new Map(enterprises.map(({ key, regionCode }) => [key, regionCode]));
  const deputies = random.sample(chiefs, DEPUTY_PAIRINGS).map((chief): DemoPairing => {
    const region = regionOf.get(chief.enterpriseKey) ?? '';
    const others = cadres.filter(({ key, regionCode }) => regionCode === region && key !== chief.cadreKey);
    return { enterpriseKey: chief.enterpriseKey, cadreKey: random.pick(others).key, role: 'deputy', from: FROM };
  });
  return { pairings: [...chiefs, ...deputies], unpaired, demoEnterprise, demoCadre };
}
