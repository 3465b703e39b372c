import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * One decorator for each kind of field says everything about it: the check on the way in and the schema in the
 * OpenAPI document. Request and response classes use the same ones, so document and behaviour cannot drift apart.
 */
interface FieldOptions {
  /** May be left out. */
  readonly optional?: boolean;
  /** May be null. */
  readonly nullable?: boolean;
  /** Part of a query string, where everything arrives as text. */
  readonly query?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly deprecated?: boolean;
}

const CODE = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';

/** Text for people: trimmed, well-formed Unicode without control characters, at least one visible character. */
export function Text(
  options: FieldOptions & { readonly max: number; readonly min?: number; readonly pattern?: string },
): PropertyDecorator {
  const { max, min = 1, pattern } = options;
  return field(options, { type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern } : {}) }, [
    IsString(),
    IsCleanText(),
    ...(min > 0 ? [IsNotBlank()] : []),
    ...(pattern ? [Matches(new RegExp(pattern, 'u'))] : []),
    HasAtMost(max),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
  ]);
}

/** A secret: taken as it is, never trimmed. */
export function Secret(options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 200;
  return field(options, { type: 'string', minLength: 1, maxLength: max }, [
    IsString(),
    IsCleanText(),
    IsNotEmpty(),
    HasAtMost(max),
  ]);
}

/** A code or an opaque id: letters, digits, `.`, `_`, `-`. */
export function Code(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'string', pattern: CODE }, [IsString(), Matches(new RegExp(CODE))]);
}

/** ISO 8601 with a zone; see `instantOf`. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const example = options.example ?? '2024-02-04T01:00:00.000Z';
  return field({ ...options, example }, { type: 'string', format: 'date-time' }, [IsInstant()]);
}

/** `YYYY-MM-DD` in the office time zone. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  const example = options.example ?? '2024-02-04';
  return field({ ...options, example }, { type: 'string', format: 'date' }, [IsLocalDate()]);
}

/** One of a closed list. */
export function Choice(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field({ example: values[0], ...options }, { type: 'string', enum: [...values] }, [IsIn([...values])]);
}

export function Whole(
  options: FieldOptions & { readonly min?: number; readonly max?: number } = {},
): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  const fromQuery = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value,
  );
  return field({ example: min, ...options }, { type: 'integer', minimum: min, maximum: max }, [
    ...(options.query ? [fromQuery] : []),
    IsInt(),
    Min(min),
    Max(max),
  ]);
}

export function Decimal(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'number' }, [IsNumber()]);
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  const fromQuery = Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  );
  return field({ example: false, ...options }, { type: 'boolean' }, [
    ...(options.query ? [fromQuery] : []),
    IsBoolean(),
  ]);
}

// @nestjs/swagger takes a function for a class, unless the function is called `type`: hence `type: () => type()`.
type ClassOf = () => new () => object;

/** An object of its own class. */
export function Nested(type: ClassOf, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type() }, [IsDefined(), IsObject(), ValidateNested(), Type(type)]);
}

/** A list of objects. */
export function ManyNested(type: ClassOf, options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator {
  return field(options, { type: () => type(), isArray: true, maxItems: options.max }, [
    IsArray(),
    ArrayMaxSize(options.max ?? 200),
    // ValidateNested looks for objects in a list inside of the list, and finds nothing wrong when that one is empty.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  ]);
}

/** A list of codes, ids or short texts without repetition; in a query string `a,b`. */
export function ManyCodes(
  options: FieldOptions & { readonly max?: number; readonly min?: number; readonly values?: readonly string[] } = {},
): PropertyDecorator {
  const { max = 100, min = 0, values } = options;
  const split = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value));
  return field(
    options,
    {
      type: 'array',
      items: values ? { type: 'string', enum: [...values] } : { type: 'string', pattern: CODE },
      maxItems: max,
      minItems: min,
    } as ApiPropertyOptions,
    [
      ...(options.query ? [split] : []),
      IsArray(),
      ArrayMinSize(min),
      ArrayMaxSize(max),
      ArrayUnique(),
      values ? IsIn([...values], { each: true }) : Matches(new RegExp(CODE), { each: true }),
    ],
  );
}

/** A small object whose fields depend on the case; in a response. */
export function FreeObject(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: true } as ApiPropertyOptions, [IsObject()]);
}

/** A list of texts in a response. */
export function ManyTexts(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'array', items: { type: 'string' } }, [IsArray(), IsString({ each: true })]);
}

function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  checks: readonly PropertyDecorator[],
): PropertyDecorator {
  const { optional = false, nullable = false, description, example, deprecated } = options;
  const present = ValidateIf((_, value) => !(optional && value === undefined) && !(nullable && value === null));
  return applyDecorators(
    ApiProperty({
      ...schema,
      required: !optional,
      ...(nullable ? { nullable: true } : {}),
      ...(description ? { description } : {}),
      ...(example !== undefined ? { example } : {}),
      ...(deprecated ? { deprecated } : {}),
    } as ApiPropertyOptions),
    present,
    ...checks,
  );
}

// C0 controls other than tab, line feed and carriage return, DEL, and C1 controls.
const CONTROL = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]');

function rule(name: string, holds: (value: unknown) => boolean, message: string = name): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: holds, defaultMessage: () => message } });
}

// Characters as PostgreSQL counts them in a column: class-validator would not count the variation selectors.
const HasAtMost = (max: number) =>
  rule(
    'maxLength',
    (value) => typeof value !== 'string' || value.length <= max || [...value].length <= max,
    `has at most ${max} characters`,
  );

const IsCleanText = () =>
  rule('isCleanText', (value) => typeof value !== 'string' || (value.isWellFormed() && !CONTROL.test(value)));

const IsNotEmpty = () => rule('minLength', (value) => value !== '', 'has at least 1 character');

// White space and the invisible characters that would make a title look empty; U+2800 is a Braille pattern without dots.
const VISIBLE = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

const IsNotBlank = () => rule('isNotBlank', (value) => typeof value !== 'string' || VISIBLE.test(value));

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const IsInstant = () =>
  rule(
    'isInstant',
    (value) =>
      typeof value === 'string' &&
      INSTANT.test(value) &&
      isRealDate(value.slice(0, 10)) &&
      !Number.isNaN(Date.parse(value)),
  );

const IsLocalDate = () => rule('isLocalDate', (value) => typeof value === 'string' && isRealDate(value));

// No act of this office lies outside these two centuries, and no calendar could reckon there.
function isRealDate(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The instant of a text that an {@link InstantField} has checked. */
export function instantOf(text: string): number {
  return Date.parse(text);
}
