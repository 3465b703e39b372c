import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { derivedKey } from './derived-key.js';

// PKCS #8 of an Ed25519 key (RFC 8410) before its 32 bytes.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs what leaves the house; every process with the same secret has the same key. */
export class Signing {
  readonly keyId: string;
  /** The public half. */
  readonly pem: string;
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;

  /** @param purpose one for each kind of thing that is signed, so that no signature can stand under another kind */
  constructor(secret: string, purpose: string) {
    const seed = derivedKey(secret, purpose);
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key);
    this.pem = this.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    this.keyId = keyIdOf(this.publicKey);
  }

  /** Ed25519, base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.key).toString('base64');
  }

  verifies(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text), this.publicKey, Buffer.from(signature, 'base64'));
  }
}

export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}
