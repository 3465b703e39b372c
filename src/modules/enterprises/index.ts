export { creditCodeOf } from './domain/credit-code.js';
export { ENTERPRISE_SIZES, type EnterpriseRow, SIZE_LABELS } from './domain/enterprise.js';
export { EnterprisesModule } from './enterprises.module.js';
export { Enterprises } from './enterprises.service.js';
export { PairingHandover } from './pairing-handover.service.js';
export { Pairings } from './pairings.service.js';
