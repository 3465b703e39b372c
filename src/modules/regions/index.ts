export { answersFor, checkPlacement } from './domain/placement.js';
export { type RegionNode, RegionTree } from './domain/region-tree.js';
export { inSubtree } from './region-condition.js';
export { RegionsModule } from './regions.module.js';
export { Regions, REGIONS_TOPIC } from './regions.service.js';
