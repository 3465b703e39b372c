import type { DataSource } from 'typeorm';
import { readConfig } from '../../src/platform/config/config.js';
import { AUDIT_GENESIS } from '../../src/platform/audit/audit-chain.js';
import { type AuditHead, type AuditLink, firstBroken } from '../../src/platform/audit/index.js';
import { openReader } from '../../src/platform/persistence/data-sources.js';
import { withCamelNames } from '../../src/platform/persistence/sql-session.js';
import { SCHEMA } from '../../src/schema.js';

interface StoredIssue {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly assigneeId: string | null;
}

export type IssuesByTitle = ReadonlyMap<string, readonly StoredIssue[]>;

interface Entries {
  readonly issues: readonly StoredIssue[];
  /** Sequences of the events of each issue, by its id. */
  readonly events: ReadonlyMap<string, readonly number[]>;
  /** The counter of each cadre, by id. */
  readonly loads: ReadonlyMap<string, number>;
}

/** What lies in the database, read past the product on a connection of its own. */
export class Books {
  private constructor(private readonly source: DataSource) {}

  static async open(databaseUrl: string): Promise<Books> {
    return new Books(await openReader(readConfig({ DATABASE_URL: databaseUrl }).database, SCHEMA));
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  async countIssues(): Promise<number> {
    const [row] = await this.source.query<{ count: number }[]>('SELECT COUNT(*) AS count FROM issue');
    return row!.count;
  }

  /** By title. Fails unless the books are sound as a whole. */
  async soundIssues(): Promise<IssuesByTitle> {
    const entries = await this.read();
    expectSound(entries);
    await this.expectProven();
    return grouped(entries.issues, ({ title }) => title);
  }

  /** The noted end of the audit chain, as an anchor in the log names it. */
  async anchor(): Promise<string> {
    const [head] = await this.source.query<AuditHead[]>('SELECT sequence, hash FROM audit_head');
    return `${head!.sequence}:${head!.hash}`;
  }

  /** The audit chain holds from its first entry to its noted end. */
  private async expectProven(): Promise<void> {
    const rows = await this.source.query<Record<string, unknown>[]>('SELECT * FROM audit_entry ORDER BY sequence');
    const links = withCamelNames<AuditLink>(rows);
    expect(firstBroken(AUDIT_GENESIS, links)).toBeNull();
    const [head] = await this.source.query<AuditHead[]>('SELECT sequence, hash FROM audit_head');
    expect(links.at(-1)).toMatchObject(head!);
  }

  private async read(): Promise<Entries> {
    const issues = await this.source.query<StoredIssue[]>(
      'SELECT id, number, title, status, assignee_id AS "assigneeId" FROM issue ORDER BY number',
    );
    const events = await this.source.query<{ issueId: string; sequence: number }[]>(
      'SELECT issue_id AS "issueId", sequence FROM issue_event ORDER BY issue_id, sequence',
    );
    const loads = await this.source.query<{ id: string; openCount: number }[]>(
      'SELECT c.id, COALESCE(l.open_count, 0) AS "openCount" FROM cadre c LEFT JOIN cadre_load l ON l.cadre_id = c.id',
    );
    const eventsOf = [...grouped(events, ({ issueId }) => issueId)];
    return {
      issues,
      events: new Map(eventsOf.map(([id, rows]) => [id, rows.map(({ sequence }) => sequence)])),
      loads: new Map(loads.map(({ id, openCount }) => [id, openCount])),
    };
  }
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return groups;
}

const ENDED = new Set(['closed', 'refused', 'withdrawn', 'merged']);
const firstNumbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Numbers without a gap or a repetition, events 1…n for each issue, and counters that agree with the issues. */
function expectSound({ issues, events, loads }: Entries): void {
  expect(issues.map(({ number }) => Number(/^ZK-\d{4}-(\d{6})$/.exec(number)?.[1]))).toEqual(
    firstNumbers(issues.length),
  );
  expect([...events.keys()].sort()).toEqual(issues.map(({ id }) => id).sort());
  for (const sequences of events.values()) expect(sequences).toEqual(firstNumbers(sequences.length));
  const open = issues.filter(({ status }) => !ENDED.has(status));
  const led = new Map([...loads.keys()].map((id) => [id, open.filter((issue) => issue.assigneeId === id).length]));
  expect(loads).toEqual(led);
}
