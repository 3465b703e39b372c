import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { derivedKey } from '../../platform/secrets/index.js';

// PKCS #8 of an Ed25519 key (RFC 8410) before its 32 bytes.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that exports are signed with; every process with the same secret has the same one. */
@Injectable()
export class SigningKey {
  readonly keyId: string;
  /** The public half. */
  readonly pem: string;
  private readonly key: KeyObject;

  constructor(@Inject(CONFIG) config: Config) {
    const seed = derivedKey(config.tokenSecret, 'audit export 1');
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.key);
    this.pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    this.keyId = keyIdOf(publicKey);
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.key).toString('base64');
  }
}

export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}
