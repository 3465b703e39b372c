import { readConfig } from '../../src/platform/config/config.js';
import { openReader } from '../../src/platform/persistence/data-sources.js';
import { SCHEMA } from '../../src/schema.js';

interface StoredIssue {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly assigneeId: string | null;
}

/** What lies in the database, read past the product. */
export interface Books {
  readonly issues: readonly StoredIssue[];
  /** Sequences of the events of each issue, by its id. */
  readonly events: ReadonlyMap<string, readonly number[]>;
  /** The counter of each cadre, by id. */
  readonly loads: ReadonlyMap<string, number>;
}

const openBooks = (databaseUrl: string) =>
  openReader(readConfig({ DATABASE_URL: databaseUrl }).database, SCHEMA);

const MOST_LOOKS = 50_000;

/** Resolves as soon as that many issues are there for others to see. */
export async function untilStored(databaseUrl: string, count: number): Promise<void> {
  const source = await openBooks(databaseUrl);
  try {
    for (let look = 0; look < MOST_LOOKS; look++) {
      const [row] = await source.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM issue');
      if (row!.n >= count) return;
    }
    throw new Error(`${count} issues were never stored`);
  } finally {
    await source.destroy();
  }
}

export async function readBooks(databaseUrl: string): Promise<Books> {
  const source = await openBooks(databaseUrl);
  try {
    const read = <Row>(query: string): Promise<Row[]> => source.query(query);
    const issues = await read<StoredIssue>(
      'SELECT id, number, title, status, assignee_id AS "assigneeId" FROM issue ORDER BY number',
    );
    const events = await read<{ issueId: string; sequence: number }>(
      'SELECT issue_id AS "issueId", sequence FROM issue_event ORDER BY issue_id, sequence',
    );
    const loads = await read<{ id: string; openCount: number }>(
      'SELECT c.id, COALESCE(l.open_count, 0) AS "openCount" FROM cadre c LEFT JOIN cadre_load l ON l.cadre_id = c.id',
    );
    return {
      issues,
      events: grouped(events),
      loads: new Map(loads.map(({ id, openCount }) => [id, openCount])),
    };
  } finally {
    await source.destroy();
  }
}

function grouped(events: readonly { readonly issueId: string; readonly sequence: number }[]): Map<string, number[]> {
  const byIssue = new Map<string, number[]>();
  for (const { issueId, sequence } of events) byIssue.set(issueId, [...(byIssue.get(issueId) ?? []), sequence]);
  return byIssue;
}

const ENDED = new Set(['closed', 'refused', 'withdrawn', 'merged']);

/** Numbers without a gap or a repetition, events 1…n for each issue, and counters that agree with the issues. */
export function expectSoundBooks({ issues, events, loads }: Books): void {
  const year = issues[0]?.number.slice(0, 'ZK-2024-'.length) ?? '';
  expect(issues.map(({ number }) => number)).toEqual(
    issues.map((_, index) => `${year}${String(index + 1).padStart(6, '0')}`),
  );
  expect([...events.keys()].sort()).toEqual(issues.map(({ id }) => id).sort());
  for (const sequences of events.values()) expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  const open = issues.filter(({ status }) => !ENDED.has(status));
  const led = new Map([...loads.keys()].map((id) => [id, open.filter((issue) => issue.assigneeId === id).length]));
  expect(loads).toEqual(led);
}
