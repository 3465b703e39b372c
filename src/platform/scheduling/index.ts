export { SchedulingModule } from './scheduling.module.js';
export { Sweeps } from './sweeps.js';
