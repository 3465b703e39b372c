import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, DAY, type Instant } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { derivedKey } from '../../platform/secrets/index.js';
import type { User } from './entities/user.entity.js';
import { newSecret } from './tokens.js';

const LIFE_MS = 180 * DAY;

/** Whose device it is; its token ends when the version moves on: with a new password, another role, a deactivation. */
type Holder = Pick<User, 'username' | 'securityVersion'>;

/**
 * Tells a device on which an account has signed in before from a stranger's, so that nobody's guessing locks the owner
 * out (OWASP: device cookies). It opens nothing: whoever has one still needs the password.
 */
@Injectable()
export class DeviceTokens {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) { tokenSecret }: Config,
  ) {
    this.key = derivedKey(tokenSecret, 'device tokens');
  }

  /** @param device the one that was presented, which goes on; null for a new one */
  issue(holder: Holder, device: string | null): string {
    const claims = `${device ?? newSecret()}.${this.clock.now()}`;
    return `${claims}.${this.signature(holder, claims).toString('base64url')}`;
  }

  /** The device that the token was issued to for this account, or null. */
  deviceOf(holder: Holder, token: string | undefined): string | null {
    const [device = '', issuedAt = '', signature = ''] = (token ?? '').split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = this.signature(holder, `${device}.${issuedAt}`);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    return this.isFresh(Number(issuedAt)) ? device : null;
  }

  private isFresh(issuedAt: Instant): boolean {
    return issuedAt + LIFE_MS > this.clock.now();
  }

  private signature({ username, securityVersion }: Holder, claims: string): Buffer {
    return createHmac('sha256', this.key).update(`${username}\n${securityVersion}\n${claims}`).digest();
  }
}
