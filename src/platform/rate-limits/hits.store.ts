import sql, { join } from 'sql-template-tag';
import type { UnitOfWork } from '../persistence/index.js';
import { type Hit, Hits } from './hits.js';

interface Waiting extends Hit {
  readonly resolve: (count: number) => void;
  readonly reject: (error: unknown) => void;
}

interface Group {
  readonly subject: string;
  readonly windowStart: number;
  readonly members: Waiting[];
}

interface Total {
  readonly subject: string;
  readonly windowStart: number;
  readonly hits: number;
}

const keyOf = ({ subject, windowStart }: Hit): string => `${windowStart} ${subject}`;

/**
 * For several processes on one PostgreSQL. While one statement is under way, the hits that arrive wait and go together
 * with the next one, so that a busy process sends few of them and a busy row is not fought for.
 */
export class SharedHits extends Hits {
  private waiting: Waiting[] = [];
  private underWay = false;
  private sweptBefore = 0;

  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  override add(hit: Hit): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...hit, resolve, reject });
      if (!this.underWay) void this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    this.underWay = true;
    while (this.waiting.length > 0) {
      const groups = grouped(this.waiting.splice(0));
      try {
        answer(groups, await this.send(groups));
      } catch (error) {
        for (const { reject } of groups.flatMap(({ members }) => members)) reject(error);
      }
    }
    this.underWay = false;
  }

  private send(groups: readonly Group[]): Promise<Total[]> {
    const rows = groups.map(
      ({ subject, windowStart, members }) => sql`(${subject}, ${windowStart}, ${members.length})`,
    );
    const oldest = Math.min(...groups.map(({ windowStart }) => windowStart));
    return this.unitOfWork.run(async (tx) => {
      if (oldest > this.sweptBefore) await tx.run(sql`DELETE FROM rate_window WHERE window_start < ${oldest}`);
      this.sweptBefore = Math.max(oldest, this.sweptBefore);
      return tx.all<Total>(
        sql`INSERT INTO rate_window (subject, window_start, hits) VALUES ${join(rows)}
            ON CONFLICT (subject, window_start) DO UPDATE SET hits = rate_window.hits + excluded.hits
            RETURNING subject, window_start, hits`,
      );
    });
  }
}

// In one order, so that two processes never wait for each other.
function grouped(hits: readonly Waiting[]): Group[] {
  const groups = new Map<string, Group>();
  for (const hit of hits) {
    const { subject, windowStart } = hit;
    const group = groups.get(keyOf(hit)) ?? { subject, windowStart, members: [] };
    group.members.push(hit);
    groups.set(keyOf(hit), group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** The first to arrive has the lowest number. */
function answer(groups: readonly Group[], totals: readonly Total[]): void {
  const counts = new Map(totals.map((total) => [keyOf(total), total.hits]));
  for (const group of groups) {
    const before = counts.get(keyOf(group))! - group.members.length;
    group.members.forEach(({ resolve }, index) => resolve(before + index + 1));
  }
}
