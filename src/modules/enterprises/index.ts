export { creditCodeOf } from './domain/credit-code.js';
export {
  ENTERPRISE_SIZES,
  type EnterpriseContact,
  type EnterpriseRow,
  type EnterpriseSize,
  type EnterpriseStatus,
  type Honour,
} from './domain/enterprise.js';
export type { PairingRole } from './domain/pairing.js';
export { EnterprisesModule } from './enterprises.module.js';
export { Enterprises, type NewEnterprise } from './enterprises.service.js';
export { type NewPairing, Pairings } from './pairings.service.js';
export type { PairingRow } from './pairings.store.js';
