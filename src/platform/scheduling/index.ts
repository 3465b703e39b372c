export { type Attempt, workThrough } from './due-items.js';
export { SchedulingModule } from './scheduling.module.js';
export { Sweeps } from './sweeps.js';
