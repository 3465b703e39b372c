import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { NestLog } from '../observability/logger.js';
import { etagOf, type SignedInRequest } from './call.js';
import { takeJsonOnly } from './json-body.js';
import { serveOpenApi } from './openapi.js';
import { refuseAddress } from './problem.filter.js';
import { validationPipe } from './validation.pipe.js';

export const BODY_LIMIT = 1_048_576;

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The application behind HTTP, ready to listen or to be injected with requests by a test. */
export async function createHttpApp(
  rootModule: Parameters<typeof NestFactory.create>[0],
  logger: Logger,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: requestIdOf,
    // Fastify's own 503 is no problem document; what still arrives on an open connection is served like the rest.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => refuseAddress(request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
  takeJsonOnly(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { 'script-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null },
    },
  });
  addHooks(app, logger);
  partWithClientsWhenStopping(app);
  app.useGlobalPipes(validationPipe());
  serveOpenApi(app);
  return app;
}

function addHooks(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply
      .header('X-Request-Id', request.id)
      .header('Cache-Control', 'no-store')
      .header('Vary', 'Accept-Language, Authorization');
    done();
  });
  fastify.addHook('preSerialization', (_request, reply, payload: unknown, done) => {
    tagVersion(reply, payload);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request: SignedInRequest, reply, done) => {
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        userId: request.actor?.userId,
      },
      'request',
    );
    done();
  });
}

/** Lets the server end with its last answer; a client that keeps its connection would hold it up for a minute. */
function partWithClientsWhenStopping(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload: unknown, done) => {
    if (stopping) reply.header('Connection', 'close');
    done(null, payload);
  });
}

/** A resource that carries a `version` is answered with it as its entity tag. */
function tagVersion(reply: FastifyReply, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return;
  const { version } = payload as { version?: unknown };
  if (typeof version === 'number') reply.header('ETag', etagOf(version));
}

// An id from a proxy in front is kept, so that its log and ours can be read together; anything odd is replaced.
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}
