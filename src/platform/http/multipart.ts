import multipart from '@fastify/multipart';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { WrongType } from './problem.filter.js';

interface TakingFiles {
  readonly takesFile?: boolean;
}

/** On a route that is sent a file as a form; everywhere else a form stays the wrong type of body. */
export const TakesFile = (): MethodDecorator => RouteConfig({ takesFile: true } satisfies TakingFiles);

/** Forms are read by the route itself, as a stream and after it has been asked whether the sender may. */
export async function takeFiles(app: NestFastifyApplication): Promise<void> {
  // What is too large is let flow away and told by the route, in our words.
  await app.register(multipart, { throwFileSizeLimit: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (request, _reply, payload, done) => {
      if (isForm(request) && !takesFile(request)) done(WrongType());
      else done(null, payload);
    });
}

const isForm = ({ method, headers }: FastifyRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && /^\s*multipart\//i.test(headers['content-type'] ?? '');

const takesFile = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as TakingFiles | undefined)?.takesFile === true;
