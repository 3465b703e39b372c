import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

type Json = Record<string, unknown>;

const DESCRIPTION = [
  'Ticketing for enterprise-assistance campaigns (助企): every issue of an enterprise is routed to one named cadre with a',
  'deadline and tracked until the enterprise agrees that it is done.',
  '',
  'Instants are UTC (ISO 8601), report periods are local dates (Asia/Shanghai, `from` inclusive, `to` exclusive).',
  'Texts follow `Accept-Language` (`zh-CN`, the default, or `en`). Errors are RFC 9457 problem documents with a stable `code`.',
  'A POST takes an `Idempotency-Key` (where it says so: nearly everywhere); versioned resources carry an `ETag` and honour `If-Match`.',
].join('\n');

/** The OpenAPI 3.1 document of the running application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Zhuqi 助企')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An access token from `POST /api/v1/auth/login`, or an API token `zq_…`.',
    });
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  return strictAndModern(document) as unknown as OpenAPIObject;
}

/** The document at `/api/openapi.json` and a page to browse it at `/api/docs`. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Zhuqi 助企 API',
    // No bar of another product above it, and no badge asked of a foreign server with our address in the question.
    swaggerOptions: { layout: 'BaseLayout', validatorUrl: 'none' },
  });
}

// Nest writes OpenAPI 3.0's `nullable`, which 3.1 does not know; and our objects have no fields beyond the named ones.
function strictAndModern(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strictAndModern);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node as Json).map(([key, value]) => [key, strictAndModern(value)]),
  );
  const closed =
    rest.type === 'object' && rest.properties !== undefined ? { additionalProperties: false, ...rest } : rest;
  return nullable === true ? orNull(closed) : closed;
}

function orNull(schema: Json): Json {
  const { description, example, allOf, $ref, ...own } = schema;
  const told = { ...(description ? { description } : {}), ...(example !== undefined ? { example } : {}) };
  if (allOf !== undefined || $ref !== undefined) {
    const target = $ref !== undefined ? { $ref } : (allOf as Json[])[0];
    return { ...told, anyOf: [target, { type: 'null' }] };
  }
  return {
    ...own,
    ...told,
    type: [own.type, 'null'],
    ...(Array.isArray(own.enum) ? { enum: [...(own.enum as unknown[]), null] } : {}),
  };
}
