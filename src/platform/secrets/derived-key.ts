import { hkdfSync } from 'node:crypto';

/** A key of its own for each purpose, so that one secret in the settings is enough and no two uses of it meet. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `zhuqi ${purpose}`, 32));
}
