import { Choice } from '../http/index.js';

export class HealthView {
  @Choice(['ok']) status!: 'ok';
}
