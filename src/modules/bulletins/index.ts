export { BulletinsModule } from './bulletins.module.js';
