import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { derivedKey } from '../../platform/secrets/index.js';
import type { Purpose } from './domain/sampling.js';

const BYTES = 6;

/**
 * The lot of an issue. It cannot be foreseen without the secret of the installation, and it cannot be drawn again: who
 * verifies an issue anew, or asks a second process, gets the same one.
 */
@Injectable()
export class Lots {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = derivedKey(config.tokenSecret, 'call-back draw 1');
  }

  /** In [0, 1), evenly spread. */
  of(purpose: Purpose, issueId: string, round: number): number {
    const digest = createHmac('sha256', this.key).update(`${purpose}:${issueId}:${round}`).digest();
    return digest.readUIntBE(0, BYTES) / 2 ** (8 * BYTES);
  }
}
