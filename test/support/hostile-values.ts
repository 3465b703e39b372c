import { createRequire } from 'node:module';
import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Schema } from './api-document.js';

const require = createRequire(import.meta.url);

/** https://github.com/minimaxir/big-list-of-naughty-strings */
export const NAUGHTY = require('big-list-of-naughty-strings') as readonly string[];

/** Texts that have broken programs like this one. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\ud83d',
    '\u202e正反',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\u0085',
  ],
  ...[
    '𠮷野家',
    '１３８１２３４５６７８',
    '４１１６００',
    '👩‍👩‍👧‍👦',
    'e\u0301'.repeat(50),
    '\u0300'.repeat(500),
    'ﷺ'.repeat(100),
  ],
  ...["'; DROP TABLE issue; --", "' OR '1'='1", '%', '_', '\\', '%00', '${7*7}', '{{7*7}}', '{title}', '$1', '\\u0000'],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '=cmd|/c calc',
    '../../etc/passwd',
    'javascript:0',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true', '0', '-1', '1e400'],
  ...['2024-02-30', '2024-13-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-00-00', '2024-02-29T24:00:00+99:99'],
  ...['x'.repeat(5_000), '中'.repeat(2_001), '\n'.repeat(300), 'zh-CN', 'Bearer x'],
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom(...NAUGHTY),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 64, 1e308, Number.MIN_VALUE, 99_999_999_999),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const nested = (levels: number): unknown => (levels === 0 ? 1 : [{ a: nested(levels - 1) }]);

/** Anything that JSON can say. */
export const anything: Arbitrary<unknown> = fc.oneof(
  text,
  number,
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}], { length: 1e9 }, nested(3), nested(20)),
  fc.jsonValue({ maxDepth: 3 }) as Arbitrary<unknown>,
  fc.dictionary(fc.constantFrom('prototype', 'constructor', 'then', 'toJSON', 'id', '', '标题'), text, { maxKeys: 3 }),
);

/** Makes values for the schemas of the document: right ones, nearly right ones, and ones that are far off. */
export class HostileValues {
  private readonly anyKnown: readonly string[];

  /** @param known ids and codes that there are, by the part of the path before them, so that some requests find something */
  constructor(
    private readonly document: ApiDocument,
    private readonly known: Readonly<Record<string, readonly string[]>>,
  ) {
    this.anyKnown = Object.values(known).flat();
  }

  /** For a part of a path, behind the part that says of what it is the id. */
  pathPart(kind: string): Arbitrary<string> {
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(this.known[kind] ?? this.anyKnown)) },
      { weight: 1, arbitrary: fc.constantFrom(...this.anyKnown) },
      { weight: 2, arbitrary: text.map(percentCoded) },
      { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%ff', '%00', '..%2f..', '.', '~', '*', '%ED%A0%80') },
    );
  }

  /** For a body: the example of the document with a few of its fields changed, or one made up from nothing. */
  bodyOf(schema: Schema): Arbitrary<unknown> {
    const { properties = {} } = this.document.resolved(schema);
    const example = this.document.exampleOf(schema);
    const names = Object.keys(properties);
    if (names.length === 0) return this.of(schema);
    const change = fc
      .constantFrom(...names)
      .chain((name) => this.of(properties[name]!).map((value) => ({ [name]: value })));
    const changed = fc
      .array(change, { maxLength: 2 })
      .map((changes) => Object.assign({}, example, ...changes) as unknown);
    return fc.oneof({ weight: 2, arbitrary: changed }, { weight: 1, arbitrary: this.of(schema) });
  }

  of(schema: Schema, depth = 0): Arbitrary<unknown> {
    return fc.oneof({ weight: 8, arbitrary: this.fitting(schema, depth) }, { weight: 1, arbitrary: anything });
  }

  /** For the query of an operation: some of its parameters, and sometimes one that it does not have. */
  queryOf(parameters: Readonly<Record<string, Schema>>): Arbitrary<string> {
    const names = Object.keys(parameters);
    const pair = fc.oneof(
      ...names.map((name) => this.of(parameters[name]!).map((value) => `${name}=${percentCoded(asText(value))}`)),
      fc.tuple(text, text).map(([name, value]) => `${percentCoded(name)}=${percentCoded(value)}`),
      fc.constantFrom('__proto__=1', 'limit[]=1', 'a[b]=c', '&', '=', 'cursor=%zz', 'limit=1&limit=2'),
    );
    const pairs = fc.oneof(fc.constant<string[]>([]), fc.array(pair, { maxLength: 3 }));
    return pairs.map((some) => (some.length === 0 ? '' : `?${some.join('&')}`));
  }

  private fitting(schema: Schema, depth: number): Arbitrary<unknown> {
    const resolved = this.document.resolved(schema);
    const { properties, items, enum: values } = resolved;
    if (depth > 4) return fc.constant(null);
    if (values !== undefined) return fc.constantFrom(...values);
    const types = [resolved.type ?? []].flat();
    if (types.includes('object') && properties) return this.object(properties, resolved.required ?? [], depth);
    if (types.includes('array') && items) return fc.array(this.of(items, depth + 1), { maxLength: 3 });
    if (types.includes('boolean')) return fc.boolean();
    if (types.includes('integer') || types.includes('number')) return this.number(resolved);
    return this.text(resolved);
  }

  private number({ minimum = 0, maximum = 1_000 }: Schema): Arbitrary<unknown> {
    const most = Math.min(maximum, Number.MAX_SAFE_INTEGER);
    return fc.oneof(
      fc.constantFrom(minimum, most, minimum - 1, most + 1, minimum + 1),
      fc.integer({ min: minimum, max: minimum + 20 }),
    );
  }

  private text({ format, example, maxLength }: Schema): Arbitrary<unknown> {
    const right = [
      fc.constantFrom(...this.anyKnown),
      ...(example === undefined ? [] : [fc.constant(example)]),
      ...(format === 'date-time'
        ? [fc.constantFrom('2024-03-04T01:00:00Z', '2024-03-04T01:00:00+08:00', '1900-01-01T00:00:00Z')]
        : []),
      ...(format === 'date' ? [fc.constantFrom('2024-03-04', '2024-02-29', '2199-12-31', '1900-01-01')] : []),
      ...(maxLength === undefined ? [] : [fc.constantFrom('𠮷'.repeat(maxLength), 'x'.repeat(maxLength + 1))]),
    ];
    return fc.oneof({ weight: 3, arbitrary: fc.oneof(...right) }, { weight: 1, arbitrary: text });
  }

  private object(
    properties: Readonly<Record<string, Schema>>,
    required: readonly string[],
    depth: number,
  ): Arbitrary<unknown> {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => {
        const value = this.of(schema, depth + 1);
        return [name, required.includes(name) ? value : fc.option(value, { nil: undefined, freq: 2 })];
      }),
    );
    const more = fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('colour', 'status', 'role', 'constructor'), anything) },
    );
    return fc.tuple(fc.record(fields), more).map(([body, extra]) => ({ ...body, ...extra }));
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** A lone surrogate has no UTF-8, and goes as the bytes that a careless client would send. */
function percentCoded(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : '%ED%A0%80';
}
