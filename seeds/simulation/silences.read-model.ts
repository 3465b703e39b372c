import sql from 'sql-template-tag';
import type { SqlSession } from '../../src/platform/persistence/index.js';

/** A time in which an issue was in hand and no note was written. */
export interface Silence {
  readonly number: string;
  readonly ms: number;
  /** After how much of it the issue was orange or red; null when it never was. */
  readonly warnedAfterMs: number | null;
  /** How often it was supervised meanwhile. */
  readonly supervisions: number;
}

interface Word {
  readonly issueId: string;
  readonly number: string;
  readonly at: number;
  readonly toStatus: string;
}

const IN_HAND = ['in_progress', 'long_term'];

/** Every time in which an issue was in hand without a note, the longest first. */
export async function silences(session: SqlSession, now: number): Promise<Silence[]> {
  const warned = await session.all<{ issueId: string; begunAt: number }>(
    sql`SELECT issue_id, begun_at FROM noticed_colour WHERE colour IN ('orange', 'red') ORDER BY begun_at`,
  );
  const supervised = await session.all<{ issueId: string; at: number }>(
    sql`SELECT issue_id, at FROM issue_event WHERE action = 'supervise'`,
  );
  const words = await wordsInOrder(session);
  return words
    .flatMap(({ issueId, number, at, toStatus }, index) => {
      if (!IN_HAND.includes(toStatus)) return [];
      const next = words[index + 1];
      const until = next?.issueId === issueId ? next.at : now;
      const known = warned.filter((each) => each.issueId === issueId && each.begunAt <= until);
      // One from before may still be in force.
      const warning = known.find(({ begunAt }) => begunAt >= at) ?? known.at(-1);
      const warnedAfterMs = warning === undefined ? null : Math.max(0, warning.begunAt - at);
      const supervisions = supervised.filter((each) => each.issueId === issueId && each.at > at && each.at < until);
      return [{ number, ms: until - at, warnedAfterMs, supervisions: supervisions.length }];
    })
    .sort((one, other) => other.ms - one.ms);
}

function wordsInOrder(session: SqlSession): Promise<Word[]> {
  return session.all<Word>(
    sql`SELECT e.issue_id, i.number, e.at, e.to_status FROM issue_event e JOIN issue i ON i.id = e.issue_id
        WHERE e.action IN ('sign', 'start', 'progress', 'claim-done') OR e.from_status <> e.to_status
        ORDER BY e.issue_id, e.sequence`,
  );
}
