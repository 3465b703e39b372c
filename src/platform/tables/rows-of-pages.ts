import type { Page } from '../http/index.js';

/** Rows of a page that is read for a table. */
const TABLE_PAGE = 500;

/**
 * The rows of a list, page after page: no statement and no transaction outlives its page. What is added or changed in
 * the meantime may or may not be among them.
 * @param page the page that the cursor names; the first one without
 */
export async function* rowsOfPages<Row>(
  page: (wanted: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: Page<Row> = await page({ limit: TABLE_PAGE, ...(cursor === null ? {} : { cursor }) });
    yield* items;
    cursor = nextCursor;
  } while (cursor !== null);
}
