import { isNativeError } from 'node:util/types';
import { withoutPersonalData, withoutPhones } from '../../kernel/personal-data.js';

const DEPTH = 6;

// What a driver or a parser quotes is what somebody has typed, unless it is the name of a column or a constraint.
const QUOTED = /"(?![\w.-]+")[^"]*"/g;

const STACK = /\n\s+at /;

/** The fields of a log line as they may be written: without secrets, phones and names of contact persons. */
export function loggable(fields: object): Record<string, unknown> {
  return withoutPersonalData(plain(fields, 0)) as Record<string, unknown>;
}

/** A sentence of the log, of ours or somebody else's. */
export function loggableText(text: string): string {
  return withoutPhones(withoutQuotes(text));
}

/** Also one of another realm, such as a native driver's. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || isNativeError(value);
}

/** A driver's error carries its statement and the values: of an error only what tells the kind and the place is kept. */
function errorWords(error: Error): object {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutQuotes(error.message),
    stack: withoutQuotes(error.stack ?? ''),
    ...(typeof code === 'string' ? { code } : {}),
    ...(isError(error.cause) ? { cause: errorWords(error.cause) } : {}),
  };
}

function withoutQuotes(text: string): string {
  return text.replace(QUOTED, '"…"');
}

/** Whatever was handed over as plain objects, not too deep, so that nothing goes round in circles. */
function plain(value: unknown, depth: number): unknown {
  if (isError(value)) return errorWords(value);
  if (typeof value === 'string') return STACK.test(value) ? withoutQuotes(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return '[binary]';
  if (depth >= DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((each) => plain(each, depth + 1));
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each, depth + 1)]));
}
