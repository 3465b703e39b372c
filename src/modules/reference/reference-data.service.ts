import { Injectable } from '@nestjs/common';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import type { Campaign } from './domain/campaign.js';
import { CategoryTree } from './domain/category-tree.js';
import type { Chain } from './domain/chain.js';
import { DepartmentDirectory } from './domain/department-directory.js';
import { ReferenceStore } from './reference.store.js';

/** Topics of the cached reference data; whoever changes a table raises its topic. */
export const REFERENCE_TOPICS = {
  department: 'departments',
  category: 'categories',
  chain: 'chains',
  campaign: 'campaigns',
} as const;

/** Reference data as it is committed, kept in memory. */
@Injectable()
export class ReferenceData {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: ReferenceStore,
  ) {}

  categories(): Promise<CategoryTree> {
    return this.caches.get(
      REFERENCE_TOPICS.category,
      async (reader) => new CategoryTree(await this.store.categories(reader)),
    );
  }

  departments(): Promise<DepartmentDirectory> {
    return this.caches.get(
      REFERENCE_TOPICS.department,
      async (reader) => new DepartmentDirectory(await this.store.departments(reader)),
    );
  }

  /** By code, in the order of clusters. */
  chains(): Promise<ReadonlyMap<string, Chain>> {
    return this.caches.get(REFERENCE_TOPICS.chain, async (reader) => byCode(await this.store.chains(reader)));
  }

  /** By code, oldest first. */
  campaigns(): Promise<ReadonlyMap<string, Campaign>> {
    return this.caches.get(REFERENCE_TOPICS.campaign, async (reader) => byCode(await this.store.campaigns(reader)));
  }
}

function byCode<T extends { readonly code: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.code, row]));
}
