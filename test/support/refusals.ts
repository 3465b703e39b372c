import type supertest from 'supertest';

/** What a refusal must be like. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Paths of the fields that `errors` names, all of them; there is no `errors` when left out. */
  readonly fields?: readonly string[];
}

export interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
}

const LANGUAGES = ['zh-CN', 'en'] as const;

// A stack, a statement, a driver's or a parser's own words, a file.
export const INSIDES =
  /\n\s+at |node_modules|\/(src|dist|home|root|work|tmp)\/|\.[jt]s:\d|\bSELECT\b|\bINSERT\b|\bUPDATE\b|SQLITE|violates|relation "|Unexpected token|JSON at|FST_|Exception|Error:/i;

/** Sends it once in each language and expects a problem document in that language that tells nothing of our insides. */
export async function expectRefused(send: () => supertest.Test, expected: Refusal): Promise<void> {
  for (const language of LANGUAGES) {
    const answer = await send().set('Accept-Language', language);
    const { code, errors = [] } = answer.body as Problem;
    expect({ status: answer.status, code, fields: fieldsOf(answer.body as Problem) }).toEqual({
      status: expected.status,
      code: expected.code,
      fields: [...(expected.fields ?? [])].sort(),
    });
    expect(answer.text).not.toMatch(INSIDES);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: `urn:zhuqi:problem:${code}`,
      title: textIn(language),
      status: expected.status,
      detail: textIn(language),
      code,
      requestId: answer.headers['x-request-id'],
      ...(expected.fields ? { errors } : {}),
    });
    for (const error of errors) {
      expect(error).toEqual({
        field: error.field,
        rule: expect.stringMatching(/^[\w.-]+$/),
        message: textIn(language),
      });
    }
  }
}

/** The fields that it names, each once. */
export function fieldsOf({ errors = [] }: Problem): string[] {
  return [...new Set(errors.map(({ field }) => field))].sort();
}

function textIn(language: (typeof LANGUAGES)[number]): unknown {
  return expect.stringMatching(language === 'en' ? /^[^\p{Script=Han}]*[a-z][^\p{Script=Han}]*$/iu : /\p{Script=Han}/u);
}
