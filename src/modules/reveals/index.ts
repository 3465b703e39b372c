export { RevealBody } from './reveals.dto.js';
export { RevealsModule } from './reveals.module.js';
export { Reveals } from './reveals.service.js';
