export { ReferenceSeeding } from './reference-seeding.js';
export { SeedingModule } from './seeding.module.js';
