export { CallBacksModule } from './call-backs.module.js';
