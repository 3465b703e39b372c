export { CategoryTree } from './domain/category-tree.js';
export { DepartmentDirectory, departmentId } from './domain/department-directory.js';
export { REFERENCE_TOPICS, ReferenceData } from './reference-data.service.js';
export { ReferenceModule } from './reference.module.js';
