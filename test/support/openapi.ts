import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openApiDocument } from '../../src/platform/http/index.js';

interface Answer {
  readonly method: string;
  /** Route pattern as Fastify writes it: `/api/v1/issues/:id`. */
  readonly route: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly payload: unknown;
}

interface MediaType {
  readonly schema?: object;
}

type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, MediaType>> }>>;

// Answers of the documentation itself, and the redirect to it.
const UNDOCUMENTED = /^\/(api\/(docs|openapi)|$)/;

/** Compares every answer of an application with its OpenAPI document and keeps what differs. */
export class OpenApiCheck {
  readonly violations: string[] = [];
  readonly routes: { readonly method: string; readonly path: string }[] = [];
  private contract: Contract | undefined;

  constructor(private readonly app: NestFastifyApplication) {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onRoute', ({ method, url }) => {
      this.routes.push(...[method].flat().map((each) => ({ method: each, path: url })));
    });
    fastify.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, payload: unknown, done) => {
      this.look(request, reply, payload);
      done(null, payload);
    });
  }

  /** What was found since the last call. */
  take(): string[] {
    return this.violations.splice(0);
  }

  private look(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const route = request.routeOptions.url;
    // No route: the address is unknown and cannot be documented. HEAD has no
    // body, and OPTIONS is a browser's question before it asks for an operation.
    if (route === undefined || UNDOCUMENTED.test(route) || ['HEAD', 'OPTIONS'].includes(request.method)) return;
    const answer: Answer = {
      method: request.method,
      route,
      status: reply.statusCode,
      contentType: reply.getHeader('content-type')?.toString(),
      payload,
    };
    for (const wrong of this.check(answer)) {
      this.violations.push(`${answer.method} ${request.url} → ${answer.status}: ${wrong}`);
    }
  }

  private check(answer: Answer): string[] {
    try {
      return this.differences(answer);
    } catch (error) {
      return [`cannot be checked: ${String(error)}`];
    }
  }

  private differences(answer: Answer): string[] {
    const responses = this.responsesOf(answer);
    if (responses === undefined) return ['the operation is not in the OpenAPI document'];
    const response = responses[String(answer.status)];
    if (response === undefined) return [`status ${answer.status} is not documented`];
    const content = response.content ?? {};
    if (Object.keys(content).length === 0) return isEmpty(answer.payload) ? [] : ['a body where none is documented'];
    const mediaType = answer.contentType?.split(';')[0]?.trim() ?? '(none)';
    const media = content[mediaType];
    if (media === undefined) return [`content type ${mediaType} is not documented`];
    if (!/\bjson$/.test(mediaType)) return [];
    return this.checkBody(answer, mediaType);
  }

  private checkBody(answer: Answer, mediaType: string): string[] {
    if (typeof answer.payload !== 'string') return ['a JSON body that is not text'];
    const body: unknown = JSON.parse(answer.payload);
    const validate = this.validatorOf(answer, mediaType);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `body${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private validatorOf({ method, route, status }: Answer, mediaType: string): ValidateFunction {
    return this.agreed().validator([
      'paths',
      pathOf(route),
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      mediaType,
      'schema',
    ]);
  }

  private responsesOf({ method, route }: Answer): Responses | undefined {
    const operations = this.agreed().document.paths[pathOf(route)] as unknown as Record<
      string,
      { responses: Responses }
    >;
    return operations?.[method.toLowerCase()]?.responses;
  }

  // Not before the first answer: the document needs the routes of the started application.
  private agreed(): Contract {
    return (this.contract ??= contractOf(this.app, this.routes));
  }
}

/** An OpenAPI document and what it has compiled to. */
class Contract {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });

  constructor(readonly document: OpenAPIObject) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema(document, 'openapi.json');
  }

  validator(path: readonly string[]): ValidateFunction {
    const pointer = path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = this.validators.get(pointer);
    if (known !== undefined) return known;
    const made = this.ajv.compile({ $ref: `openapi.json#/${pointer}` });
    this.validators.set(pointer, made);
    return made;
  }
}

const contracts = new Map<string, Contract>();

/** The document says what the controllers say, so that applications with the same routes have the same one. */
function contractOf(app: NestFastifyApplication, routes: OpenApiCheck['routes']): Contract {
  const key = routes.map(({ method, path }) => `${method} ${path}`).join('\n');
  const known = contracts.get(key);
  if (known !== undefined) return known;
  const made = new Contract(openApiDocument(app));
  contracts.set(key, made);
  return made;
}

function pathOf(route: string): string {
  return route.replace(/:(\w+)/g, '{$1}');
}

function isEmpty(payload: unknown): boolean {
  return payload === undefined || payload === null || payload === '';
}
