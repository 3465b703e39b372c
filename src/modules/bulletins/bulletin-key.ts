import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Signing } from '../../platform/secrets/index.js';

/** Before the first bulletin of a region. */
export const NO_BULLETIN = '0'.repeat(64);

/** The key that bulletins are signed with. */
@Injectable()
export class BulletinKey extends Signing {
  constructor(@Inject(CONFIG) { tokenSecret }: Config) {
    super(tokenSecret, 'bulletin 1');
  }
}

/** SHA-256, as hex, of everything that a bulletin says, and of which one it follows. */
export function bulletinHash(id: string, previousHash: string, content: string): string {
  return createHash('sha256')
    .update(JSON.stringify([id, previousHash, content]))
    .digest('hex');
}
