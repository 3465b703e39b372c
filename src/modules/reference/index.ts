export type { Campaign } from './domain/campaign.js';
export { type Category, CategoryTree } from './domain/category-tree.js';
export type { Chain } from './domain/chain.js';
export { type Department, DepartmentDirectory, departmentId } from './domain/department-directory.js';
export { REFERENCE_TOPICS, ReferenceData } from './reference-data.service.js';
export { ReferenceModule } from './reference.module.js';
