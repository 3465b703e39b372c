import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Scope } from '../../kernel/scopes.js';
import { ManyNested, Text, Whole } from './fields.js';
import { MEDIA_TYPES } from './formats.js';
import { ProblemView } from './problem.dto.js';
import { TITLE_OF_STATUS } from './problem.js';

/** Metadata key under which the access guard finds what a route asks for. */
export const ACCESS = Symbol('access');

interface OperationPlan {
  /** The scope that the caller needs, or `public`. A route without one is refused by the guard. */
  readonly access: Scope | 'public';
  readonly summary: string;
  readonly description?: string;
  /** Class of the answer, `[Class]` for a list of them; null for none (204). */
  readonly answer: Type<unknown> | readonly [Type<unknown>] | null;
  /** The answer is a file of one of these media types. */
  readonly file?: readonly string[];
  /** The answer can also be had as a table, see {@link FormatOf}. */
  readonly table?: boolean;
  /** Status of success: 200, or 204 without an answer, unless said otherwise. */
  readonly status?: 200 | 201 | 202;
  /** Refusals besides 400, 401, 403, 429, 503 and 500, which can always happen. */
  readonly refusals?: readonly (401 | 404 | 409 | 412 | 413 | 415 | 422 | 429)[];
  /** Takes `If-Match`. */
  readonly versioned?: boolean;
  /** Takes `Idempotency-Key`. */
  readonly repeatable?: boolean;
}

/** Everything about a route in one place: who may call it, what it answers, how it refuses. */
export function Operation(plan: OperationPlan): MethodDecorator {
  const { access, summary, description, answer } = plan;
  const status = plan.status ?? (answer === null && !plan.file ? 204 : 200);
  return applyDecorators(
    SetMetadata(ACCESS, access),
    HttpCode(status),
    ApiOperation({
      summary,
      description: plan.table ? withTables(description) : description,
      ...(access === 'public' ? { security: [] } : {}),
    }),
    ...(access === 'public' ? [] : [ApiBearerAuth()]),
    success(plan, status),
    ...(plan.table ? [ApiExtraModels(answer as Type<unknown>)] : []),
    ...problemsOf(plan).map(problemResponse),
    ApiExtraModels(ProblemView),
    ...headersOf(plan),
  );
}

function success({ answer, file, table, versioned }: OperationPlan, status: number): MethodDecorator & ClassDecorator {
  if (file) return ApiResponse({ status, description: 'The file.', content: binaries(file) });
  if (answer === null) return ApiResponse({ status, description: 'Done.' });
  if (table) return ApiResponse({ status, description: 'Done.', content: tables(answer as Type<unknown>) });
  const type = answer as Type<unknown> | [Type<unknown>];
  return ApiResponse({ status, description: 'Done.', type, ...(versioned ? { headers: ETAG } : {}) });
}

function binaries(mediaTypes: readonly string[]) {
  const content = { schema: { type: 'string' as const, format: 'binary' } };
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, content]));
}

function withTables(description = ''): string {
  return `${description} Also as a table, by \`format=csv\`, \`format=xlsx\` or the Accept header.`.trim();
}

function tables(answer: Type<unknown>) {
  return {
    [MEDIA_TYPES.json]: { schema: { $ref: getSchemaPath(answer) } },
    [MEDIA_TYPES.csv]: { schema: { type: 'string' as const } },
    ...binaries([MEDIA_TYPES.xlsx]),
  };
}

function problemsOf({ access, refusals = [], versioned, repeatable }: OperationPlan): number[] {
  const always = access === 'public' ? [400, 429, 500, 503] : [400, 401, 403, 429, 500, 503];
  const all = [...always, ...refusals, ...(versioned ? [412] : []), ...(repeatable ? [409, 413, 415] : [])];
  return [...new Set(all)].sort((a, b) => a - b);
}

function headersOf({ versioned, repeatable }: OperationPlan): (MethodDecorator & ClassDecorator)[] {
  const language = ApiHeader({
    name: 'Accept-Language',
    required: false,
    schema: { type: 'string', enum: ['zh-CN', 'en'], default: 'zh-CN' },
    description: 'Language of texts in the answer.',
  });
  const ifMatch = ApiHeader({
    name: 'If-Match',
    required: false,
    schema: { type: 'string', examples: ['"3"'] },
    description: 'The `ETag` that was read; 412 when the resource has changed since.',
  });
  const key = ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 100 },
    description: 'A retry with the same key and body gets the first answer again, for 24 hours.',
  });
  return [language, ...(versioned ? [ifMatch] : []), ...(repeatable ? [key] : [])];
}

const ETAG = {
  ETag: { description: 'Version of the resource.', schema: { type: 'string' as const, examples: ['"3"'] } },
};

function problemResponse(status: number): MethodDecorator & ClassDecorator {
  const title = TITLE_OF_STATUS[status]!;
  return ApiResponse({
    status,
    description: title.en,
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemView) },
        example: {
          type: 'urn:zhuqi:problem:example.problem',
          title: title.zh,
          status,
          detail: title.zh,
          code: 'example.problem',
          requestId: '3f0c9a52-7c1e-4d8f-9b0e-3b1d2f4a5c6d',
        },
      },
    },
  });
}

/** The class of one page of a list, named after its items, for the OpenAPI document. */
export function pageClass<T extends object>(
  item: new () => T,
): new () => { items: T[]; nextCursor: string | null; total?: number } {
  class PageView {
    items!: T[];
    nextCursor!: string | null;
    total?: number;
  }
  ManyNested(() => item, { max: 200 })(PageView.prototype, 'items');
  Text({
    max: 2000,
    nullable: true,
    example: null,
    description: 'Send it as `cursor` for the next page; null on the last one.',
  })(PageView.prototype, 'nextCursor');
  Whole({ optional: true, example: 626, description: 'All rows that the caller may see; only with `count=true`.' })(
    PageView.prototype,
    'total',
  );
  Object.defineProperty(PageView, 'name', { value: `${item.name.replace(/View$/, '')}PageView` });
  return PageView;
}
