import { say } from '../kernel/language.js';
import type { LocalDate } from '../kernel/local-date.js';
import { departmentId } from '../modules/reference/index.js';
import type { RegionNode, RegionTree } from '../modules/regions/index.js';
import type { Row } from '../platform/persistence/index.js';
import type { FunctionSeed, ReferenceFiles } from './reference-files.js';

const PROVINCE = '410000';
const CITY = '411600';

export function regionRows({ regions }: ReferenceFiles): Row[] {
  return regions.map(
    ({ code, name, nameEn, level, kind, parentCode, validFrom, validTo, successorCode, numberPrefix }) => ({
      code,
      name,
      nameEn,
      level,
      kind,
      parentCode,
      validFrom,
      validTo,
      successorCode,
      numberPrefix,
      version: 1,
    }),
  );
}

/** A department for every function in the province, the city, and whatever exists below the city on that day. */
export function departmentRows({ functions }: ReferenceFiles, tree: RegionTree, today: LocalDate): Row[] {
  const below = tree.all().filter(({ code }) => tree.isWithin(code, CITY) && !tree.isAbolished(code, today));
  return [tree.mustGet(PROVINCE), ...below].flatMap((region) =>
    functions.map((seed) => departmentRow(seed, region)).filter((row) => row !== null),
  );
}

function departmentRow(seed: FunctionSeed, region: RegionNode): Row | null {
  const template = region.code === PROVINCE ? seed.provincial : seed.local;
  if (template === null) return null;
  const id = departmentId(region.code, seed.code);
  const places = { region: region.name, regionEn: region.nameEn ?? region.name };
  return {
    id,
    code: id,
    name: say(template, 'zh-CN', places),
    nameEn: say(template, 'en', places),
    functionCode: seed.code,
    regionCode: region.code,
    active: true,
    version: 1,
  };
}

export function categoryRows({ categories }: ReferenceFiles): Row[] {
  return categories.map(({ code, name, nameEn, parentCode, position }) => ({
    code,
    name,
    nameEn,
    parentCode,
    position,
    active: true,
    version: 1,
  }));
}

export function chainRows({ clusters: { clusters, chains } }: ReferenceFiles): Row[] {
  const byCode = new Map(clusters.map((cluster) => [cluster.code, cluster]));
  return chains.map(({ code, name, nameEn, clusterCode, verified }) => {
    const cluster = byCode.get(clusterCode);
    if (!cluster) throw new Error(`chain ${code} belongs to an unknown cluster ${clusterCode}`);
    const { name: clusterName, nameEn: clusterNameEn } = cluster;
    return { code, name, nameEn, clusterCode, clusterName, clusterNameEn, verified, active: true, version: 1 };
  });
}

export function campaignRows({ campaigns }: ReferenceFiles): Row[] {
  return campaigns.map(({ code, name, nameEn, validFrom, validTo }) => ({
    code,
    name,
    nameEn,
    startsOn: validFrom,
    endsOn: validTo,
    active: true,
    version: 1,
  }));
}

/** In force from the beginning of time, so that issues of past years can be entered. */
export function policyRows({ policies }: ReferenceFiles, newId: () => string): Row[] {
  return policies.map(({ code, categoryCode, urgency, level, limits }) => ({
    id: newId(),
    code,
    version: 1,
    categoryCode,
    urgency,
    level,
    limits: JSON.stringify(limits),
    validFrom: 0,
    validTo: null,
  }));
}

const STEP = 10;

/** In the order of the file; positions leave room between them. */
export function ruleRows({ rules }: ReferenceFiles, newId: () => string): Row[] {
  return rules.map(({ code, name, match, target }, index) => ({
    id: newId(),
    code,
    position: (index + 1) * STEP,
    nameZh: name.zh,
    nameEn: name.en,
    matches: JSON.stringify(match),
    target: JSON.stringify(target),
    active: true,
    version: 1,
  }));
}
