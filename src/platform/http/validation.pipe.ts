import { type ArgumentMetadata, type Type, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldProblem, problem } from '../../kernel/domain-error.js';
import { ruleText } from './field-rules.js';
import { overlookedIn } from './overlooked.js';

export const InvalidInput = problem(
  'invalid',
  'request.invalid',
  '提交的内容有误，请检查标出的字段',
  'The input is not valid; see the fields named in errors',
);

const NotAnObject = problem(
  'invalid',
  'request.not-an-object',
  '请求内容必须是一个 JSON 对象',
  'The body must be a JSON object',
);
const TooDeep = problem('invalid', 'request.too-deep', '请求内容嵌套过深', 'The input is nested too deeply');

const TooMuch = problem('invalid', 'request.too-many-values', '请求内容包含的值过多', 'The input has too many values');

const MOST_FIELDS = 50;

/** Bodies and queries are strict: an unknown field is refused, a wrong type is not converted. */
export function validationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidInput(fieldProblems(errors)),
  });
}

/**
 * The query that an address with these values would be.
 * @throws DomainError 400 like a route that takes it
 */
export async function queryFrom<Query extends object>(query: Type<Query>, values: object): Promise<Query> {
  return (await validationPipe().transform(values, { type: 'query', metatype: query })) as Query;
}

class StrictValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') mustBeObject(value);
    if (metadata.type === 'body' || metadata.type === 'query') mustHideNothing(value);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

// A missing body is an empty one: some actions need no word.
function mustBeObject(value: unknown): void {
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) throw NotAnObject();
}

function mustHideNothing(value: unknown): void {
  const { tooDeep, tooMuch, unknown } = overlookedIn(value);
  if (tooDeep) throw TooDeep();
  if (tooMuch) throw TooMuch();
  if (unknown.length > 0) throw invalidInput(unknown.map((field) => fieldProblem(field, 'whitelistValidation', '')));
}

export function invalidInput(fields: readonly FieldProblem[]): DomainError {
  return InvalidInput({}, fields.slice(0, MOST_FIELDS));
}

/** One wrong field, for checks that a decorator cannot make. */
export function invalidField(field: string, rule: string, zh: string, en: string): DomainError {
  return invalidInput([{ field, rule, message: { zh, en } }]);
}

function fieldProblems(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => fieldProblem(field, rule, text));
    return [...own, ...fieldProblems(error.children ?? [], field)];
  });
}

function fieldProblem(field: string, rule: string, text: string): FieldProblem {
  return { field: field.slice(0, 200), rule, message: ruleText(rule), params: { constraint: constraintOf(text) } };
}

// class-validator hands the limit over inside its English sentence only.
function constraintOf(text: string): string {
  const list = /following values: (.*)$/.exec(text)?.[1];
  return list ?? /(\d+)/.exec(text.replace(/^\S+/, ''))?.[1] ?? '';
}
