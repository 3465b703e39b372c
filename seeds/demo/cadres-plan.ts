import { PLACES, specialtiesOf } from './corpus.js';
import { personName, type PhoneBook } from './names.js';
import type { DemoCadre } from './plan-types.js';
import type { Random } from './random.js';

/** Department functions by how many of a region's helping cadres they send. */
const FUNCTIONS: readonly (readonly [name: string, weight: number])[] = [
  ['activity-office', 3],
  ['development-reform', 7],
  ['industry', 9],
  ['finance', 6],
  ['natural-resources', 7],
  ['human-resources', 7],
  ['housing', 6],
  ['market-regulation', 8],
  ['ecology', 5],
  ['commerce', 6],
  ['science', 5],
  ['tax', 6],
  ['power-supply', 4],
  ['financial-office', 4],
  ['administrative-approval', 6],
  ['transport', 4],
  ['justice', 4],
  ['water', 3],
  ['agriculture', 5],
  ['emergency', 4],
  ['urban-management', 4],
  ['public-security', 3],
  ['education', 3],
  ['development-zone', 8],
  ['communications', 2],
];
const MUNICIPAL_CADRES = 100;
/** One cadre in each of the provincial departments that counties most often need. */
const PROVINCIAL_FUNCTIONS = [
  'activity-office',
  'development-reform',
  'industry',
  'finance',
  'natural-resources',
  'human-resources',
  'housing',
  'market-regulation',
  'ecology',
  'commerce',
  'science',
  'tax',
  'financial-office',
  'administrative-approval',
  'transport',
];
const CAPACITIES = [5, 5, 5, 5, 5, 5, 4, 4, 3, 6, 6, 8, 2, 10, 1];
const DEPUTIES_SHARE = 0.15;

/** At least one cadre in each department of a region, the others by weight. */
function functionsOf(random: Random, count: number): string[] {
  const names = FUNCTIONS.map(([name]) => name);
  const rest = Array.from(
    { length: count - names.length },
    () => random.weighted(FUNCTIONS, ([, weight]) => weight)[0],
  );
  return random.shuffle([...names, ...rest]);
}

function specialties(random: Random, departmentFunction: string): string[] {
  const possible = specialtiesOf(departmentFunction);
  return possible.filter((_code, index) => index === 0 || random.chance(0.6)).slice(0, 4);
}

class CadreFactory {
  private made = 0;
  private readonly names = new Map<string, Set<string>>();

  constructor(
    private readonly random: Random,
    private readonly phones: PhoneBook,
  ) {}

  make(regionCode: string, departmentFunction: string): DemoCadre {
    this.made += 1;
    return {
      key: `C${String(this.made).padStart(4, '0')}`,
      name: this.name(regionCode),
      phone: this.phones.next(),
      regionCode,
      departmentCode: `${regionCode}-${departmentFunction}`,
      specialties: specialties(this.random, departmentFunction),
      capacity: this.random.pick(CAPACITIES),
      leave: [],
    };
  }

  /** No two cadres of a region share a name: a clerk has to tell them apart in a list. */
  private name(regionCode: string): string {
    const taken = this.names.get(regionCode) ?? new Set<string>();
    this.names.set(regionCode, taken);
    let name = personName(this.random);
    while (taken.has(name)) {
      name = personName(this.random);
    }
    taken.add(name);
    return name;
  }
}

/** Gives some cadres a deputy of the same region; a deputy has none in turn, so that hand-over ends there. */
function withDeputies(random: Random, cadres: readonly DemoCadre[]): DemoCadre[] {
  const deputies = new Set<string>();
  const superiors = new Set(
    random.sample(cadres, Math.round(cadres.length * DEPUTIES_SHARE)).map((cadre) => cadre.key),
  );
  return cadres.map((cadre) => {
    if (!superiors.has(cadre.key)) {
      return cadre;
    }
    const free = cadres.filter((other) => other.regionCode === cadre.regionCode && !superiors.has(other.key));
    const deputy = random.pick(free.filter((other) => !deputies.has(other.key)));
    deputies.add(deputy.key);
    return { ...cadre, deputyKey: deputy.key };
  });
}

/** 1,500 cadres: 1,385 in the counties, 100 at the municipality, 15 at the province. */
export function planCadres(random: Random, phones: PhoneBook): DemoCadre[] {
  const factory = new CadreFactory(random, phones);
  const county = PLACES.flatMap((place) =>
    functionsOf(random, place.cadres).map((name) => factory.make(place.region, name)),
  );
  const municipal = functionsOf(random, MUNICIPAL_CADRES).map((name) => factory.make('411600', name));
  const provincial = PROVINCIAL_FUNCTIONS.map((name) => factory.make('410000', name));
  return [...withDeputies(random, county), ...municipal, ...provincial];
}
