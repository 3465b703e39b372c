import type { DomainError, ProblemKind } from '../../kernel/domain-error.js';
import { type Bilingual, type Language, say } from '../../kernel/language.js';

/** The one place where a kind of problem becomes a status code. */
export const STATUS_OF_KIND: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  'rule-broken': 422,
  'too-many': 429,
  unavailable: 503,
};

export const TITLE_OF_STATUS: Readonly<Record<number, Bilingual>> = {
  400: { zh: '输入有误', en: 'Invalid input' },
  401: { zh: '未登录', en: 'Not signed in' },
  403: { zh: '无权操作', en: 'Not allowed' },
  404: { zh: '未找到', en: 'Not found' },
  409: { zh: '冲突', en: 'Conflict' },
  412: { zh: '内容已被他人修改', en: 'Changed meanwhile' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '不支持的内容类型', en: 'Unsupported content type' },
  422: { zh: '不符合规则', en: 'Against a rule' },
  429: { zh: '请求过于频繁', en: 'Too many requests' },
  500: { zh: '系统错误', en: 'Our fault' },
  503: { zh: '暂时不可用', en: 'Temporarily unavailable' },
};

/** RFC 9457 `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
}

export function problemDocument(error: DomainError, language: Language, requestId: string): ProblemDocument {
  const status = STATUS_OF_KIND[error.kind];
  const fields = error.facts.fields ?? [];
  return {
    type: `urn:zhuqi:problem:${error.code}`,
    title: say(TITLE_OF_STATUS[status] ?? { zh: '', en: '' }, language),
    status,
    detail: say(error.text, language, error.facts.params),
    code: error.code,
    requestId,
    ...(fields.length > 0
      ? {
          errors: fields.map(({ field, rule, message, params }) => ({
            field,
            rule,
            message: say(message, language, params),
          })),
        }
      : {}),
  };
}
