import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldProblem, problem } from '../../kernel/domain-error.js';
import { ruleText } from './field-rules.js';

export const InvalidInput = problem(
  'invalid',
  'request.invalid',
  '提交的内容有误，请检查标出的字段',
  'The input is not valid; see the fields named in errors',
);

const MOST_FIELDS = 50;

/** Bodies and queries are strict: an unknown field is refused, a wrong type is not converted. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidInput(fieldProblems(errors)),
  });
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
