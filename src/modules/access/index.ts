export { AccessModule } from './access.module.js';
export { ROLE_SCOPES } from './domain/role-scopes.js';
