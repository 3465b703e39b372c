import cors from '@fastify/cors';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EdgeConfig } from '../config/edge-config.js';

const DAY_SECONDS = 86_400;

/** Pages of other origins read nothing here, unless their origin is named in the settings. Sign-in is by header, never by cookie. */
export async function allowOrigins(app: NestFastifyApplication, { corsOrigins }: EdgeConfig): Promise<void> {
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: [...corsOrigins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Accept-Language', 'Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'X-Request-Id'],
    exposedHeaders: ['Content-Disposition', 'ETag', 'Retry-After', 'X-Request-Id'],
    credentials: false,
    maxAge: DAY_SECONDS,
  });
}
