export { CadreLoads, type LeadChange } from './cadre-loads.service.js';
export { CadresModule } from './cadres.module.js';
export { Cadres, type NewCadre } from './cadres.service.js';
export type { CadreRow } from './cadres.store.js';
export type { Leave } from './domain/leave.js';
