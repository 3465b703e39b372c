export { CadreChanges } from './cadre-changes.service.js';
export { CadreLoads } from './cadre-loads.service.js';
export { type Deputising, standInOf } from './domain/deputies.js';
export { mayBeGivenWork } from './domain/standing.js';
export { CadreLeft } from './cadres.events.js';
export { CadresModule } from './cadres.module.js';
export { Cadres } from './cadres.service.js';
export { awaySql, closedAccounts } from './standing.read-model.js';
