import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countedAddress } from './counted-address.js';
import { RateLimits, TooMany } from './rate-limits.js';

// Whoever watches the process must not be told that it is down because it is busy.
const UNCOUNTED = /^\/health\//;

/** Counts every request before its body is read and before anybody is looked up, also one to an unknown address. */
export function limitAddresses(app: NestFastifyApplication, limit: number): void {
  if (limit === 0) return;
  const rates = app.get(RateLimits, { strict: false });
  const count = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (UNCOUNTED.test(request.routeOptions.url ?? '')) return;
    const seconds = await rates.secondsToWait(`address ${countedAddress(request.ip)}`, limit);
    if (seconds === null) return;
    reply.header('Retry-After', String(seconds));
    throw TooMany();
  };
  app.getHttpAdapter().getInstance().addHook('onRequest', count);
}
