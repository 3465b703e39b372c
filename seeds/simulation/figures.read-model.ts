import sql from 'sql-template-tag';
import { factMask } from '../../src/modules/issues/index.js';
import { first, type SqlSession } from '../../src/platform/persistence/index.js';

export interface Figures {
  readonly submitted: number;
  readonly received: number;
  readonly completed: number;
  readonly refused: number;
  readonly withdrawn: number;
  readonly returned: number;
  readonly extended: number;
  readonly escalated: number;
  readonly movedUp: number;
  readonly longTerm: number;
  readonly supervised: number;
  readonly reworked: number;
  readonly reopened: number;
  readonly lapsed: number;
  readonly handedOver: number;
  readonly notices: number;
}

/** How it stands at the end; of what happens more than once to an issue, each time counts. */
export async function figures(session: SqlSession): Promise<Figures> {
  const issues = await first<Omit<Figures, 'movedUp' | 'lapsed' | 'handedOver' | 'supervised'>>(
    session,
    sql`SELECT COUNT(*) AS submitted,
          COUNT(*) FILTER (WHERE (facts & ${factMask(['received'])}) <> 0) AS received,
          COUNT(*) FILTER (WHERE status = 'closed') AS completed,
          COUNT(*) FILTER (WHERE status = 'refused') AS refused,
          COUNT(*) FILTER (WHERE status = 'withdrawn') AS withdrawn,
          SUM(return_count) AS returned, SUM(extension_count) AS extended, SUM(escalation_count) AS escalated,
          SUM(rework_count) AS reworked, SUM(reopen_count) AS reopened,
          (SELECT COUNT(*) FROM notification) AS notices,
          (SELECT COUNT(*) FROM issue_request WHERE kind = 'long_term' AND status = 'approved') AS long_term
        FROM issue`,
  );
  const events = await session.all<{ action: string; steps: number }>(
    sql`SELECT action, COUNT(*) AS steps FROM issue_event GROUP BY action`,
  );
  const steps = (action: string): number => Number(events.find((event) => event.action === action)?.steps ?? 0);
  const counted = Object.entries(issues!).map(([name, count]) => [name, Number(count ?? 0)]);
  return {
    ...(Object.fromEntries(counted) as NonNullable<typeof issues>),
    ...{ movedUp: steps('move-up'), lapsed: steps('lapse'), handedOver: steps('hand-over') },
    supervised: steps('supervise'),
  };
}

/** The longest that an issue was in hand without a word about it, in milliseconds, and its number. */
export async function longestSilence(session: SqlSession, now: number): Promise<{ number: string; ms: number } | null> {
  const events = await session.all<{ issueId: string; number: string; at: number; toStatus: string }>(
    sql`SELECT e.issue_id, i.number, e.at, e.to_status FROM issue_event e JOIN issue i ON i.id = e.issue_id
        WHERE e.action IN ('sign', 'start', 'progress', 'claim-done') OR e.from_status <> e.to_status
        ORDER BY e.issue_id, e.sequence`,
  );
  let longest: { number: string; ms: number } | null = null;
  for (const [index, { issueId, number, at, toStatus }] of events.entries()) {
    if (toStatus !== 'in_progress' && toStatus !== 'long_term') continue;
    const next = events[index + 1];
    const ms = (next?.issueId === issueId ? next.at : now) - at;
    if (longest === null || ms > longest.ms) longest = { number, ms };
  }
  return longest;
}

/** Messages of the outbox that were delivered after the one and not after the other instant, by kind. */
export function deliveredBetween(session: SqlSession, after: number, until: number) {
  return session.all<{ kind: string; messages: number }>(
    sql`SELECT kind, COUNT(*) AS messages FROM outbox_message
        WHERE delivered_at > ${after} AND delivered_at <= ${until} GROUP BY kind ORDER BY kind`,
  );
}
