import { Flag, Text, Whole } from './fields.js';
import { DEFAULT_LIMIT, MOST_ROWS } from './paging.js';

/** What every list takes. */
export class ListQuery {
  @Whole({
    query: true,
    optional: true,
    min: 1,
    max: MOST_ROWS,
    example: DEFAULT_LIMIT,
    description: `Rows on a page; ${DEFAULT_LIMIT} by default.`,
  })
  limit?: number;

  @Text({ max: 2000, optional: true, description: '`nextCursor` of the page before.' })
  cursor?: string;

  @Flag({ query: true, optional: true, description: 'Also count all visible rows (`total`).' })
  count?: boolean;
}
