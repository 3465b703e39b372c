import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { problem } from '../../kernel/domain-error.js';
import { type Language, languageOf } from '../../kernel/language.js';
import type { Occasion } from '../persistence/index.js';

/** What makes a request the same one when it comes again; on a public route nobody may be signed in. */
export interface PublicCall extends Occasion {
  readonly idempotencyKey: string | null;
  readonly method: string;
  /** Path with its query. */
  readonly url: string;
  readonly body: unknown;
}

/** What is known of a request besides its input: who asks, in which language, and on which conditions. */
export interface Call extends PublicCall {
  readonly actor: Actor;
  readonly language: Language;
  /** Where the request comes from, as the trusted proxies tell it. */
  readonly address: string;
  /** The version that the caller has seen (`If-Match`), or null when it does not say. */
  readonly seenVersion: number | null;
}

/** The request as the access guard leaves it. */
export interface SignedInRequest extends FastifyRequest {
  actor?: Actor;
  scopes?: ReadonlySet<string>;
}

const NoActor = problem('unauthenticated', 'auth.required', '请先登录', 'Sign in first');
const BadIfMatch = problem(
  'invalid',
  'request.if-match',
  'If-Match 应为上次读到的 ETag',
  'If-Match must be the ETag that was read',
);
const BadKey = problem(
  'invalid',
  'request.idempotency-key',
  'Idempotency-Key 应为 1–100 个可见 ASCII 字符',
  'Idempotency-Key must be 1 to 100 visible ASCII characters',
);

/** `@CallOf() call: Call`: on routes that need somebody signed in. */
export const CallOf = createParamDecorator((_: unknown, context: ExecutionContext): Call =>
  callOf(context.switchToHttp().getRequest()),
);

/** `@PublicCallOf() call: PublicCall`: on public routes that take an `Idempotency-Key`. */
export const PublicCallOf = createParamDecorator((_: unknown, context: ExecutionContext): PublicCall =>
  publicCallOf(context.switchToHttp().getRequest()),
);

/** `@OccasionOf() occasion: Occasion`: on public routes that take none. */
export const OccasionOf = createParamDecorator((_: unknown, context: ExecutionContext): Occasion => {
  const { actor = null, id, ip } = context.switchToHttp().getRequest<SignedInRequest>();
  return { actor: actor ?? null, requestId: id, address: ip };
});

function callOf(request: SignedInRequest): Call {
  if (!request.actor) throw NoActor();
  return {
    ...publicCallOf(request),
    actor: request.actor,
    language: languageOf(request.headers['accept-language']),
    address: request.ip,
    seenVersion: seenVersion(request.headers['if-match']),
  };
}

function publicCallOf({ actor, id, ip, headers, method, url, body }: SignedInRequest): PublicCall {
  const key = idempotencyKey(headers['idempotency-key']);
  return { actor: actor ?? null, requestId: id, address: ip, idempotencyKey: key, method, url, body };
}

function seenVersion(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null;
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw BadIfMatch();
  return Number(version);
}

function idempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(header)) throw BadKey();
  return header;
}

/** The entity tag of a versioned resource. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
