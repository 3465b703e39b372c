import { creditCodeOf } from '../../src/modules/enterprises/index.js';
import { ReferenceSeeding } from '../../src/seeding/index.js';
import type { SignedIn } from './people.js';
import type { TestApp } from './test-app.js';

let made = 0;

/** A valid credit code that no other call gives, in the division that no authority uses. */
export function newCreditCode(): string {
  return creditCodeOf('91000000', `MA${String(++made).padStart(6, '0')}`);
}

/** What `POST /api/v1/enterprises` takes. */
export function enterpriseBody(more: object = {}) {
  return {
    creditCode: newCreditCode(),
    name: '周口示范食品有限公司',
    regionCode: '411602',
    industry: '食品制造业',
    size: 'medium',
    contacts: [{ name: '李明', phone: '13812345678' }],
    ...more,
  };
}

/** What `POST /api/v1/cadres` takes. */
export function cadreBody(more: object = {}) {
  return {
    name: '王建国',
    phone: '13912345678',
    regionCode: '411602',
    departmentId: '411602-industry',
    specialties: ['labour'],
    capacity: 10,
    ...more,
  };
}

export async function loadReferenceData(app: TestApp): Promise<void> {
  await app.get(ReferenceSeeding).load();
}

/** Posts and answers with what was made; fails when it was refused. */
export async function create<T = { id: string; version: number }>(
  by: SignedIn,
  path: string,
  body: object,
): Promise<T> {
  const answer = await by.post(path, body);
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}

/** All rows of a list, page by page. */
export async function allPages<T>(by: SignedIn, path: string, limit: number): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = `limit=${limit}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await by.get(`${path}${path.includes('?') ? '&' : '?'}${query}`).expect(200);
    const page = body as { items: T[]; nextCursor: string | null };
    if (page.items.length > limit) throw new Error(`${page.items.length} rows on a page of ${limit}`);
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
}
