export { CadreLoads } from './cadre-loads.service.js';
export { CadresModule } from './cadres.module.js';
export { Cadres } from './cadres.service.js';
