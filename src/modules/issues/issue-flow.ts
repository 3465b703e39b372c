import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { FLOW_ENDINGS, type FlowCode } from './domain/flow.js';
import { FACTS } from './domain/issue-facts.js';

/** The time of a flow, both ends inclusive: the last instant is that of the picture in which issues are seen. */
export interface FlowWindow {
  readonly from: Instant;
  readonly until: Instant;
}

const isOpen = (facts: string): Sql => raw(`(${facts} & ${FACTS.open}) <> 0`);

/** That a number of the flow counts the issue, over `issue i` as it stood at the end of the window. */
export function flowSql(code: FlowCode, window: FlowWindow): Sql {
  const { until } = window;
  // Of a period that has not begun, nothing is known but the end.
  const from = Math.min(window.from, until + 1);
  const open = isOpen('i.facts');
  const last = sql`SELECT e.facts FROM issue_event e
    WHERE e.issue_id = i.id AND e.at < ${from} ORDER BY e.sequence DESC LIMIT 1`;
  const wasOpen = sql`(COALESCE((${last}), 0) & ${raw(String(FACTS.open))}) <> 0`;
  const existed = sql`EXISTS (SELECT 1 FROM issue_event e WHERE e.issue_id = i.id AND e.at < ${from})`;
  const everOpen = sql`EXISTS (SELECT 1 FROM issue_event e
    WHERE e.issue_id = i.id AND e.at BETWEEN ${from} AND ${until} AND ${isOpen('e.facts')})`;
  const opened = sql`NOT (${wasOpen}) AND ${everOpen}`;
  const ended = sql`NOT (${open}) AND (${wasOpen} OR ${everOpen})`;
  switch (code) {
    case 'flow.openAtStart':
      return wasOpen;
    case 'flow.opened':
      return opened;
    case 'flow.submitted':
      return sql`${opened} AND NOT ${existed}`;
    case 'flow.reopened':
      return sql`${opened} AND ${existed}`;
    case 'flow.ended':
      return ended;
    case 'flow.openAtEnd':
      return open;
    default:
      return sql`i.status = ${code.slice('flow.'.length)} AND ${ended}`;
  }
}

/** What moved between open and ended, by group and span. */
export interface FlowMoves extends Readonly<Record<(typeof FLOW_ENDINGS)[number] | 'submitted' | 'reopened', number>> {
  readonly value: string | null;
  readonly span: string;
}

export interface FlowPlan {
  /** `issue i` as the issues stood at the end of the window. */
  readonly source: Sql;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
  /** What to group by, over `issue i`. */
  readonly value: Sql;
  /** Name of the span of time that an event falls into, over `issue_event e`; each is counted for itself. */
  readonly span: Sql;
  readonly window: FlowWindow;
}

/**
 * The moves of all groups in all spans, in one pass over the events of the window. An event knows the issue as it stood
 * afterwards; the one before knows how it stood before. Packing a bit below the sequence finds what the first and the
 * last event of a span say, on either database.
 */
export function flowMovesSql({ source, conditions, value, span, window: { from, until } }: FlowPlan): Sql {
  const bit = (facts: string): string => `CASE WHEN (${facts} & ${FACTS.open}) <> 0 THEN 1 ELSE 0 END`;
  const ending = raw(
    `CASE e.to_status ${FLOW_ENDINGS.map((status, index) => `WHEN '${status}' THEN ${index + 1}`).join(' ')} ELSE 0 END`,
  );
  const ended = FLOW_ENDINGS.map(
    (status, index) =>
      sql`COUNT(*) FILTER (WHERE (was_open = 1 OR ever_open = 1) AND ending = ${raw(String(index + 1))}) AS ${raw(status)}`,
  );
  return sql`SELECT value, span,
      COUNT(*) FILTER (WHERE was_open = 0 AND ever_open = 1 AND first = 1) AS submitted,
      COUNT(*) FILTER (WHERE was_open = 0 AND ever_open = 1 AND first > 1) AS reopened,
      ${join(ended)}
    FROM (
      SELECT ${value} AS value, ${span} AS span, i.id, MIN(e.sequence) AS first,
        MIN(e.sequence * 2 + ${raw(bit('COALESCE(p.facts, 0)'))}) % 2 AS was_open,
        MAX(${raw(bit('e.facts'))}) AS ever_open,
        MAX(e.sequence * 8 + ${ending}) % 8 AS ending
      FROM ${source}
      JOIN issue_event e ON e.issue_id = i.id AND e.at BETWEEN ${from} AND ${until}
      LEFT JOIN issue_event p ON p.issue_id = e.issue_id AND p.sequence = e.sequence - 1
      WHERE ${conditions}
      GROUP BY 1, 2, 3) moved
    GROUP BY 1, 2`;
}

/** How many issues are open at the end of the window, by group. */
export function openAtEndSql({ source, conditions, value }: FlowPlan): Sql {
  return sql`SELECT ${value} AS value, COUNT(*) AS open FROM ${source} WHERE ${isOpen('i.facts')} AND ${conditions} GROUP BY 1`;
}
