export { derivedKey } from './derived-key.js';
export { Sealing } from './sealing.js';
export { keyIdOf, Signing } from './signing.js';
