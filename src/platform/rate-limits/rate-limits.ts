import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../kernel/clock.js';
import { problem } from '../../kernel/domain-error.js';
import { Hits } from './hits.js';

export const TooMany = problem(
  'too-many',
  'request.too-many',
  '请求过于频繁，请稍后再试',
  'Too many requests in a short time; wait a little',
);

/** How much one account or one address may ask for in a minute of the clock. */
@Injectable()
export class RateLimits {
  constructor(
    private readonly hits: Hits,
    private readonly clock: Clock,
  ) {}

  /** Counts one request. @returns seconds to wait when it is one too many, else null */
  async secondsToWait(subject: string, limit: number): Promise<number | null> {
    const now = this.clock.now();
    const windowStart = Math.floor(now / MINUTE) * MINUTE;
    const count = await this.hits.add({ subject, windowStart });
    return count <= limit ? null : Math.ceil((windowStart + MINUTE - now) / 1000);
  }
}
