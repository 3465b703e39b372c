import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '../../src/platform/http/index.js';

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Method = 'get' | 'post' | 'patch' | 'delete';

export interface Operation {
  readonly method: Method;
  /** As the document writes it: `/api/v1/issues/{issueId}`. */
  readonly path: string;
  /** `POST /api/v1/issues`. */
  readonly name: string;
  readonly body: Schema | null;
  /** Parameters by their names. */
  readonly query: Readonly<Record<string, Schema>>;
  readonly pathParameters: readonly string[];
  readonly needsSignIn: boolean;
}

interface Described {
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** The OpenAPI document of a running application, as what tests are made from. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  private readonly document: ReturnType<typeof openApiDocument>;
  private readonly ajv = new Ajv2020({ strict: false, validateSchema: false });

  constructor(app: NestFastifyApplication) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.document = openApiDocument(app);
    this.ajv.addSchema(this.document, 'openapi.json');
    this.operations = Object.entries(this.document.paths).flatMap(([path, described]) =>
      Object.entries(described as unknown as Record<Method, Described>).map(([method, operation]) =>
        operationOf(method as Method, path, operation),
      ),
    );
  }

  /** A schema without its references. */
  resolved(schema: Schema): Schema {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref ?? schema.anyOf?.find(({ $ref }) => $ref)?.$ref;
    if (reference === undefined) return schema;
    const name = reference.replace('#/components/schemas/', '');
    return this.document.components!.schemas![name] as unknown as Schema;
  }

  /** The smallest body that the schema allows, of its own examples. */
  exampleOf(schema: Schema): unknown {
    if (schema.example !== undefined) return schema.example;
    const { type, properties = {}, required = [] } = this.resolved(schema);
    if (type === 'object') return Object.fromEntries(required.map((name) => [name, this.exampleOf(properties[name]!)]));
    return type === 'array' ? [] : 'x';
  }

  /** Says whether a body agrees with the document. */
  validatorOf(schema: Schema): ValidateFunction {
    return this.ajv.compile({ $ref: `openapi.json${schema.$ref}` });
  }
}

function operationOf(method: Method, path: string, { security, requestBody, parameters = [] }: Described): Operation {
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  return {
    method,
    path,
    name: `${method.toUpperCase()} ${path}`,
    body: requestBody?.content['application/json']?.schema ?? null,
    query: Object.fromEntries(of('query').map(({ name, schema }) => [name, schema])),
    pathParameters: of('path').map(({ name }) => name),
    needsSignIn: (security ?? []).length > 0,
  };
}
