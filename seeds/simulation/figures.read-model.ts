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
  readonly handedDown: number;
  readonly merged: number;
  readonly instructed: number;
  readonly opinions: number;
  readonly notices: number;
}

/** What is counted in the timelines. */
const COUNTED = {
  ...{ movedUp: 'move-up', lapsed: 'lapse', handedOver: 'hand-over', supervised: 'supervise' },
  ...{ handedDown: 'hand-down', merged: 'merge', instructed: 'instruct', opinions: 'give-opinion' },
} as const;
type Counted = keyof typeof COUNTED;

/** How it stands at the end; of what happens more than once to an issue, each time counts. */
export async function figures(session: SqlSession): Promise<Figures> {
  const issues = await first<Omit<Figures, Counted>>(
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
  const told = Object.entries(COUNTED).map(([name, action]) => [name, steps(action)]);
  return {
    ...(Object.fromEntries(counted) as NonNullable<typeof issues>),
    ...(Object.fromEntries(told) as Pick<Figures, Counted>),
  };
}

/** Messages of the outbox that were delivered after the one and not after the other instant, by kind. */
export function deliveredBetween(session: SqlSession, after: number, until: number) {
  return session.all<{ kind: string; messages: number }>(
    sql`SELECT kind, COUNT(*) AS messages FROM outbox_message
        WHERE delivered_at > ${after} AND delivered_at <= ${until} GROUP BY kind ORDER BY kind`,
  );
}
