import { addDays } from '../../src/kernel/local-date.js';
import { PLACES, SECTORS, type Place, type Sector } from './corpus.js';
import { fictionalCreditCode } from './credit-code.js';
import { EnterpriseNames } from './enterprise-names.js';
import { personName, type PhoneBook } from './names.js';
import type { DemoEnterprise, DemoHonour, EnterpriseSize } from './plan-types.js';
import type { Random } from './random.js';

/** An enterprise with what the issue texts need to know about it. */
export interface PlannedEnterprise extends DemoEnterprise {
  readonly place: Place;
  readonly sector: Sector;
}

const ZOMBIES = 9;
const SIZES: readonly { size: EnterpriseSize; weight: number; honours: number }[] = [
  { size: 'large', weight: 3, honours: 0.85 },
  { size: 'medium', weight: 15, honours: 0.5 },
  { size: 'small', weight: 62, honours: 0.14 },
  { size: 'micro', weight: 20, honours: 0.02 },
];
const HONOURS: readonly Pick<DemoHonour, 'name' | 'level'>[] = [
  { name: '创新型中小企业', level: '省级' },
  { name: '专精特新中小企业', level: '省级' },
  { name: '高新技术企业', level: '国家级' },
  { name: '科技型中小企业', level: '省级' },
  { name: '绿色工厂', level: '省级' },
];

/** Such titles are granted for three years. */
function honour(random: Random, title: Pick<DemoHonour, 'name' | 'level'>): DemoHonour {
  const year = random.int(2021, 2023);
  const day = `${String(random.int(5, 12)).padStart(2, '0')}-${String(random.int(2, 28)).padStart(2, '0')}`;
  return { ...title, grantedOn: `${year}-${day}`, validUntil: addDays(`${year + 3}-${day}`, -1) };
}

function sectorFor(random: Random, place: Place): Sector {
  return random.weighted(SECTORS, (sector) => sector.weight * (place.sectors[sector.key] ?? 1));
}

class EnterpriseFactory {
  private readonly codes = new Set<string>();
  private readonly names: EnterpriseNames;

  constructor(
    private readonly random: Random,
    private readonly phones: PhoneBook,
  ) {
    this.names = new EnterpriseNames(random.fork('enterprise names'));
  }

  make(place: Place, number: number): PlannedEnterprise {
    const { random } = this;
    const sector = sectorFor(random, place);
    const { size, honours } = random.weighted(SIZES, (option) => option.weight);
    const people = random.chance(0.45) ? 2 : 1;
    return {
      key: `E${String(number).padStart(4, '0')}`,
      creditCode: this.creditCode(),
      name: this.names.next(place, sector),
      regionCode: place.region,
      industry: sector.industry,
      size,
      ...(sector.chains.length > 0 && random.chance(0.7) ? { chainCode: random.pick(sector.chains) } : {}),
      contacts: Array.from({ length: people }, () => ({ name: personName(random), phone: this.phones.next() })),
      status: 'active',
      honours: random.chance(honours)
        ? random.sample(HONOURS, random.int(1, 2)).map((title) => honour(random, title))
        : [],
      place,
      sector,
    };
  }

  private creditCode(): string {
    let code = fictionalCreditCode(this.random);
    while (this.codes.has(code)) {
      code = fictionalCreditCode(this.random);
    }
    this.codes.add(code);
    return code;
  }
}

/** 2,000 enterprises over the eleven county-level units; a handful exist only on paper. */
export function planEnterprises(random: Random, phones: PhoneBook): PlannedEnterprise[] {
  const factory = new EnterpriseFactory(random, phones);
  const enterprises = PLACES.flatMap((place) => Array.from({ length: place.enterprises }, () => place)).map(
    (place, index) => factory.make(place, index + 1),
  );
  const small = enterprises.filter((enterprise) => enterprise.size === 'micro');
  const zombies = new Set(random.sample(small, ZOMBIES));
  return enterprises.map((enterprise) =>
    zombies.has(enterprise) ? { ...enterprise, status: 'zombie', honours: [] } : enterprise,
  );
}
