export { AccountLimitGuard } from './account-limit.guard.js';
export { countedAddress } from './counted-address.js';
export { limitAddresses } from './address-limit.js';
export { RateLimits } from './rate-limits.js';
export { RateLimitsModule } from './rate-limits.module.js';
