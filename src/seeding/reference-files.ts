import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../kernel/language.js';
import { projectRoot } from '../platform/config/project-root.js';

interface Named {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
}

interface RegionSeed extends Named {
  readonly level: string;
  readonly kind: string;
  readonly parentCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly successorCode: string | null;
  readonly numberPrefix: string | null;
}

/** A function that every region has a department for; `{region}` and `{regionEn}` stand for the region's names. */
export interface FunctionSeed extends Named {
  readonly local: Bilingual;
  /** Null where the province has no such department. */
  readonly provincial: Bilingual | null;
}

interface CategorySeed extends Named {
  readonly parentCode: string | null;
  readonly position: number;
}

interface ClusterSeeds {
  readonly clusters: readonly Named[];
  readonly chains: readonly (Named & { readonly clusterCode: string; readonly verified: boolean })[];
}

interface CampaignSeed extends Named {
  readonly validFrom: string;
  readonly validTo: string | null;
}

interface PolicySeed {
  readonly code: string;
  readonly categoryCode: string | null;
  readonly urgency: string | null;
  readonly level: string | null;
  readonly limits: object;
}

interface RuleSeed {
  readonly code: string;
  readonly name: Bilingual;
  readonly match: object;
  readonly target: object;
}

/** The files of seeds/reference, which README.md there describes. */
export interface ReferenceFiles {
  readonly regions: readonly RegionSeed[];
  readonly functions: readonly FunctionSeed[];
  readonly categories: readonly CategorySeed[];
  readonly clusters: ClusterSeeds;
  readonly campaigns: readonly CampaignSeed[];
  readonly policies: readonly PolicySeed[];
  readonly rules: readonly RuleSeed[];
}

export function readReferenceFiles(folder: string = join(projectRoot(), 'seeds', 'reference')): ReferenceFiles {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T;
  return {
    regions: read('regions'),
    functions: read('departments'),
    categories: read('categories'),
    clusters: read('clusters-chains'),
    campaigns: read('campaigns'),
    policies: read('sla-policies'),
    rules: read('routing-rules'),
  };
}
