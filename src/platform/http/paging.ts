import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { problem } from '../../kernel/domain-error.js';
import type { SqlValue } from '../persistence/index.js';

export const DEFAULT_LIMIT = 50;
export const MOST_ROWS = 200;

/** One page of a list; `nextCursor` is null on the last one. `total` only when it was asked for. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

const BadCursor = problem(
  'invalid',
  'list.cursor',
  '翻页标记无效，请从第一页重新开始',
  'The cursor is not one of this list; start again from the first page',
);

/**
 * A cursor names the sort and the sort values of the last row that was shown. It is opaque and checked: a cursor of
 * another sort, or one made up by hand, is refused.
 */
export class Cursors {
  constructor(private readonly secret: Buffer = randomBytes(32)) {}

  encode(sort: string, values: readonly SqlValue[]): string {
    const content = Buffer.from(JSON.stringify([sort, ...values]));
    return `${content.toString('base64url')}.${this.signature(content).toString('base64url')}`;
  }

  decode(cursor: string, sort: string): SqlValue[] {
    const [content = '', signature = ''] = cursor.split('.').map((part) => Buffer.from(part, 'base64url'));
    const expected = this.signature(Buffer.from(content));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw BadCursor();
    const [madeFor, ...values] = JSON.parse(content.toString()) as [string, ...SqlValue[]];
    // Compared as text, too: what the decoding of base64 passes over was not written by us.
    if (madeFor !== sort || this.encode(sort, values) !== cursor) throw BadCursor();
    return values;
  }

  private signature(content: Buffer): Buffer {
    return createHmac('sha256', this.secret).update(content).digest().subarray(0, 12);
  }
}

/** Cuts the look-ahead row off and makes the cursor from the last row that is shown. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
