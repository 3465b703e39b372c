import type supertest from 'supertest';

/** What a refusal must be like. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Paths of the fields that it must name; none must be named when left out. */
  readonly fields?: readonly string[];
}

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
}

const LANGUAGES = ['zh-CN', 'en'] as const;

// A stack, a statement, a driver's or a parser's own words, a file.
const INSIDES =
  /\n\s+at |node_modules|\/(src|dist|home|work|tmp)\/|\.[jt]s:\d|SELECT |INSERT |UPDATE |SQLITE|violates|relation "|constraint fail|Unexpected token|JSON at|FST_|Exception/i;

/** Sends it once in each language and expects a problem document in that language, which tells nothing of our insides. */
export async function expectRefused(send: () => supertest.Test, expected: Refusal): Promise<void> {
  for (const language of LANGUAGES) {
    const answer = await send().set('Accept-Language', language);
    const problem = answer.body as Problem;
    expect({ status: answer.status, code: problem.code, fields: fieldsOf(problem), text: answer.text }).toEqual({
      status: expected.status,
      code: expected.code,
      fields: [...(expected.fields ?? [])].sort(),
      text: expect.not.stringMatching(INSIDES),
    });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problem).toEqual({
      type: `urn:zhuqi:problem:${expected.code}`,
      title: inLanguage(language),
      status: expected.status,
      detail: inLanguage(language),
      code: expected.code,
      requestId: answer.headers['x-request-id'],
      ...(expected.fields ? { errors: expect.any(Array) } : {}),
    });
    for (const error of problem.errors ?? []) {
      expect(error).toEqual({
        field: error.field,
        rule: expect.stringMatching(/^[\w.-]+$/),
        message: inLanguage(language),
      });
    }
  }
}

function fieldsOf({ errors = [] }: Problem): string[] {
  return [...new Set(errors.map(({ field }) => field))].sort();
}

function inLanguage(language: (typeof LANGUAGES)[number]): unknown {
  return expect.stringMatching(language === 'en' ? /^[^\p{Script=Han}]*[a-z][^\p{Script=Han}]*$/u : /\p{Script=Han}/u);
}
