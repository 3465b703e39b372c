import {
  Choice,
  Code,
  Flag,
  InstantField,
  instantOf,
  ManyCodes,
  Nested,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { ACTION_FIELDS, type ActionField, type ActionFields, MEANS_LABELS } from './domain/action-fields.js';
import type { ApiAction } from './domain/action-inputs.js';

/** How and when the enterprise was told. */
export class EnterpriseInformedBody {
  @Choice(Object.keys(MEANS_LABELS)) means!: string;
  @InstantField() at!: string;
}

/** The class of an action's body, made from its fields: the check and the OpenAPI schema cannot differ from the table. */
function bodyClass(action: ApiAction): new () => object {
  class ActionBody {}
  const fields: ActionFields = ACTION_FIELDS[action];
  for (const [name, field] of Object.entries(fields)) decoratorOf(field)(ActionBody.prototype, name);
  Object.defineProperty(ActionBody, 'name', { value: `${pascal(action)}Body` });
  return ActionBody;
}

function decoratorOf(field: ActionField): PropertyDecorator {
  const options = { optional: !field.required, description: `${field.label.zh} · ${field.label.en}` };
  switch (field.kind) {
    case 'text':
      return Text({ ...options, max: field.max, example: field.label.zh });
    case 'choice':
      return Choice(Object.keys(field.choices), options);
    case 'whole':
      return Whole({ ...options, min: field.min, max: field.max, example: field.max });
    case 'instant':
      return InstantField(options);
    case 'flag':
      return Flag({ ...options, example: true });
    case 'code':
      return Code({ ...options, example: '018cc1e4-5c00-7000-8000-000000000001' });
    case 'codes':
      return ManyCodes({ ...options, max: 20, example: [] });
    case 'informed':
      return Nested(() => EnterpriseInformedBody, options);
  }
}

export const ACTION_BODIES = Object.fromEntries(
  (Object.keys(ACTION_FIELDS) as ApiAction[]).map((action) => [action, bodyClass(action)]),
) as Readonly<Record<ApiAction, new () => object>>;

/** The checked body with its times as instants. */
export function inputOf(action: ApiAction, body: object): object {
  const fields: ActionFields = ACTION_FIELDS[action];
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [name, inside(fields[name]!, value)]),
  );
}

function inside(field: ActionField, value: unknown): unknown {
  if (field.kind === 'instant') return instantOf(value as string);
  if (field.kind !== 'informed') return value;
  const { means, at } = value as EnterpriseInformedBody;
  return { means, at: instantOf(at) };
}

export function pascal(action: string): string {
  return action.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
