import { Injectable } from '@nestjs/common';
import { ReferenceCaches, type SqlSession } from '../../platform/persistence/index.js';
import { RegionTree } from './domain/region-tree.js';
import { RegionsStore } from './regions.store.js';

/** Topic of the cached region tree; whoever changes a region raises it. */
export const REGIONS_TOPIC = 'regions';

@Injectable()
export class Regions {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: RegionsStore,
  ) {}

  /** The tree as it is committed; kept in memory. */
  tree(): Promise<RegionTree> {
    return this.caches.get(REGIONS_TOPIC, (reader) => this.treeIn(reader));
  }

  /** The tree as a unit of work sees it that has just changed it. */
  async treeIn(session: SqlSession): Promise<RegionTree> {
    return new RegionTree(await this.store.all(session));
  }
}
