import type { Bilingual, TextParams } from './language.js';

/** What went wrong, in kinds that the edge translates into a status code in one place. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unsupported'
  | 'rule-broken'
  | 'too-many'
  | 'unavailable';

/** One wrong field of an input: `field` is a path such as `contact.phone`, `rule` a stable name such as `maxLength`. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly message: Bilingual;
  readonly params?: TextParams;
}

/** A refusal that the caller can understand and act on. Anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  constructor(
    readonly kind: ProblemKind,
    /** Stable, `resource.problem`. */
    readonly code: string,
    readonly text: Bilingual,
    readonly facts: {
      readonly params?: TextParams;
      readonly fields?: readonly FieldProblem[];
      /** When it is worth trying again. */
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(`${code}: ${text.en}`);
  }
}

/** Declares a refusal once; the result makes the error, filled with its facts. */
export function problem(kind: ProblemKind, code: string, zh: string, en: string) {
  const text: Bilingual = { zh, en };
  return (params: TextParams = {}, fields: readonly FieldProblem[] = []): DomainError =>
    new DomainError(kind, code, text, { params, fields });
}

/** 422 about one field, when the form is right but a rule is not met. */
export function brokenField(code: string, field: string, message: Bilingual, params: TextParams = {}): DomainError {
  return new DomainError('rule-broken', code, message, { params, fields: [{ field, rule: code, message, params }] });
}

/** 412: the caller changed something that somebody else has changed since. */
const Stale = problem(
  'stale',
  'request.stale',
  '内容已被他人修改，请重新读取后再改',
  'It has been changed since you read it; read it again before changing it',
);

/**
 * Refuses a change of something that the caller has not seen as it is now.
 * @param seen the version of `If-Match`, or null when the caller does not say
 * @throws DomainError 412 `request.stale`
 */
export function expectVersion(seen: number | null, current: number): void {
  if (seen !== null && seen !== current) throw Stale();
}
