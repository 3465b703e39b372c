import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { CONFIG, type Config } from '../config/config.js';
import { RateLimits, TooMany } from './rate-limits.js';

/** Counts what an account asks for, with whichever of its tokens and from wherever; stands behind the access guard. */
@Injectable()
export class AccountLimitGuard implements CanActivate {
  constructor(
    private readonly rates: RateLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const { actor } = http.getRequest<{ actor?: Actor }>();
    const limit = this.config.edge.ratePerAccount;
    if (actor === undefined || limit === 0) return true;
    const seconds = await this.rates.secondsToWait(`account ${actor.userId}`, limit);
    if (seconds === null) return true;
    http.getResponse<FastifyReply>().header('Retry-After', String(seconds));
    throw TooMany();
  }
}
