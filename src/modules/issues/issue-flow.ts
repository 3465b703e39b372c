import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { FLOW_ENDINGS, type FlowCode } from './domain/flow.js';
import { FACTS } from './domain/issue-facts.js';

/** The time of a flow, both ends inclusive: the last instant is that of the picture in which issues are seen. */
export interface FlowWindow {
  readonly from: Instant;
  readonly until: Instant;
}

const ENDINGS = FLOW_ENDINGS.map((status) => `'${status}'`).join(', ');
const isOpen = raw(`(i.facts & ${FACTS.open}) <> 0`);
const wasOpenBefore = `(e.from_status IS NOT NULL AND e.from_status NOT IN (${ENDINGS}))`;
const isOpenAfter = `(e.to_status NOT IN (${ENDINGS}))`;

/**
 * That an event of `issue_event e` may open an issue or end it: the condition of the index `ix_issue_event_turns`, word
 * for word.
 */
const TURNS = `(e.from_status IS NULL OR e.from_status IN (${ENDINGS}) OR e.to_status IN (${ENDINGS}))`;

const turnsWithin = ({ from, until }: FlowWindow): Sql =>
  sql`${raw(TURNS)} AND e.at BETWEEN ${from} AND ${until} AND ${raw(wasOpenBefore)} <> ${raw(isOpenAfter)}`;

/** That an issue was opened or has ended in the window, over `issue i` or by another name: an index finds them. */
export function turnedSql(window: FlowWindow, alias = 'i'): Sql {
  return sql`${raw(alias)}.id IN (SELECT e.issue_id FROM issue_event e WHERE ${turnsWithin(window)})`;
}

/** Numbers that only count issues to which something happened in the window. */
export function needsTurn(code: FlowCode): boolean {
  return code !== 'flow.openAtStart' && code !== 'flow.openAtEnd';
}

/**
 * Whether the issue was open at an instant, and if not, how it had ended, as a status; `none` before it was submitted.
 * The next turn tells what was before it; without one it is as it stands in the picture.
 */
function statusAt(instant: Instant, until: Instant): Sql {
  const next = sql`SELECT COALESCE(e.from_status, 'none') FROM issue_event e
    WHERE e.issue_id = i.id AND ${turnsWithin({ from: instant + 1, until })} ORDER BY e.sequence LIMIT 1`;
  return sql`COALESCE((${next}), i.status)`;
}

/**
 * That a number of the flow counts the issue, over `issue i` as it stood at an instant.
 * @param until that instant, not before the end of the span
 */
export function flowSql(code: FlowCode, span: FlowWindow, until: Instant): Sql {
  const [turned, before, after] = [turnedSql(span), statusAt(span.from - 1, until), statusAt(span.until, until)];
  const notOpen = raw(`('none', ${ENDINGS})`);
  switch (code) {
    case 'flow.openAtStart':
      return sql`${before} NOT IN ${notOpen}`;
    case 'flow.opened':
      return sql`${turned} AND ${before} IN ${notOpen}`;
    case 'flow.submitted':
      return sql`${turned} AND ${before} = 'none'`;
    case 'flow.reopened':
      return sql`${turned} AND ${before} IN ${notOpen} AND ${before} <> 'none'`;
    case 'flow.ended':
      return sql`${turned} AND ${after} IN ${notOpen}`;
    case 'flow.openAtEnd':
      return sql`${after} NOT IN ${notOpen}`;
    default:
      return sql`${turned} AND ${after} = ${code.slice('flow.'.length)}`;
  }
}

/** What moved between open and ended, by group and span. */
export interface FlowMoves extends Readonly<Record<(typeof FLOW_ENDINGS)[number] | 'submitted' | 'reopened', number>> {
  readonly value: string | null;
  readonly span: string;
}

export interface FlowPlan {
  /** `issue i` as the issues stood at the end of the window, narrowed to those that {@link turnedSql} finds. */
  readonly turned: Sql;
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
 * The moves of all groups in all spans, in one pass over the events of the window that open an issue or end it. Packing
 * a bit below the sequence finds what the first and the last of a span say, on either database.
 */
export function flowMovesSql({ turned, conditions, value, span, window }: FlowPlan): Sql {
  const before = raw(`CASE WHEN ${wasOpenBefore} THEN 1 ELSE 0 END`);
  const ending = raw(
    `CASE e.to_status ${FLOW_ENDINGS.map((status, index) => `WHEN '${status}' THEN ${index + 1}`).join(' ')} ELSE 0 END`,
  );
  const ended = FLOW_ENDINGS.map(
    (status, index) => sql`COUNT(*) FILTER (WHERE ending = ${raw(String(index + 1))}) AS ${raw(status)}`,
  );
  return sql`SELECT value, span,
      COUNT(*) FILTER (WHERE was_open = 0 AND first = 1) AS submitted,
      COUNT(*) FILTER (WHERE was_open = 0 AND first > 1) AS reopened,
      ${join(ended)}
    FROM (
      SELECT ${value} AS value, ${span} AS span, i.id, MIN(e.sequence) AS first,
        MIN(e.sequence * 2 + ${before}) % 2 AS was_open,
        MAX(e.sequence * 8 + ${ending}) % 8 AS ending
      FROM ${turned} JOIN issue_event e ON e.issue_id = i.id AND ${turnsWithin(window)}
      WHERE ${conditions}
      GROUP BY 1, 2, 3) moved
    GROUP BY 1, 2`;
}

/** How many issues are open at the end of the window, by group. */
export function openAtEndSql({ source, conditions, value }: FlowPlan): Sql {
  return sql`SELECT ${value} AS value, COUNT(*) AS open FROM ${source} WHERE ${isOpen} AND ${conditions} GROUP BY 1`;
}
