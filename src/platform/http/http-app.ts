import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { EdgeConfig } from '../config/edge-config.js';
import { Metrics } from '../observability/metrics.js';
import { NestLog } from '../observability/logger.js';
import { limitAddresses } from '../rate-limits/index.js';
import { allowOrigins } from './cross-origin.js';
import { allowDocsPage } from './docs-page.js';
import { readableAddresses } from './forwarded-for.js';
import { etagOf, type SignedInRequest } from './call.js';
import { takeJsonOnly } from './json-body.js';
import { takeFiles } from './multipart.js';
import { serveOpenApi } from './openapi.js';
import { requestIds } from './request-id.js';
import { HEADERS_OF_EVERY_ANSWER, helmetOptions } from './security-headers.js';
import { limitHeads, serverLimits } from './server-limits.js';
import { partWithClientsWhenStopping } from './stopping.js';
import { validationPipe } from './validation.pipe.js';

/** An address that no route has: what cannot be read is sent there, and refused like any unknown address. */
const NOWHERE = '/unreadable-address';

/** The application behind HTTP, ready to listen or to be injected with requests by a test. */
export async function createHttpApp(
  rootModule: Parameters<typeof NestFactory.create>[0],
  logger: Logger,
  edge: EdgeConfig,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...serverLimits(edge),
    trustProxy: edge.trustedProxies.length > 0 ? [...edge.trustedProxies] : false,
    genReqId: requestIds(edge.trustedProxies),
    // Fastify's own 503 is no problem document; what still arrives on an open connection is served like the rest.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error: unknown, { raw }: FastifyRequest, reply: FastifyReply) => {
      raw.url = NOWHERE;
      adapter.getInstance().routing(raw, reply.raw);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(rootModule, adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
  takeJsonOnly(app);
  await takeFiles(app);
  addHooks(app, logger);
  await app.register(helmet, helmetOptions(edge));
  await allowOrigins(app, edge);
  limitAddresses(app, edge.ratePerAddress);
  limitHeads(app.getHttpAdapter().getInstance());
  partWithClientsWhenStopping(app);
  app.useGlobalPipes(validationPipe());
  allowDocsPage(app.getHttpAdapter().getInstance());
  serveOpenApi(app);
  return app;
}

function addHooks(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  const { requests } = app.get(Metrics);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers({ ...HEADERS_OF_EVERY_ANSWER, 'X-Request-Id': request.id });
    keepReadableAddresses(request.raw);
    done();
  });
  fastify.addHook('preSerialization', (_request, reply, payload: unknown, done) => {
    tagVersion(reply, payload);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request: SignedInRequest, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    requests.observe(labels, reply.elapsedTime / 1_000);
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

/** A resource that carries a `version` is answered with it as its entity tag. */
function tagVersion(reply: FastifyReply, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return;
  const { version } = payload as { version?: unknown };
  if (typeof version === 'number') reply.header('ETag', etagOf(version));
}

function keepReadableAddresses({ headers }: IncomingMessage): void {
  const forwarded = headers['x-forwarded-for'];
  if (forwarded === undefined) return;
  const readable = readableAddresses(String(forwarded));
  if (readable.length > 0) headers['x-forwarded-for'] = readable.join(', ');
  else delete headers['x-forwarded-for'];
}
