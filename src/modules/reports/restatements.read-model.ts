import { Injectable } from '@nestjs/common';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import { allOf, isOneOf, type SqlSession } from '../../platform/persistence/index.js';
import { FIGURE_CODES, type FigureWindow, ISSUES_NOW, issuesAsOf, SELECTIONS, selectionSql } from '../issues/index.js';
import { bitOfFigure, type CountedAlike, type CountedState } from './restated-figures.js';

/** One look at the issues: at which time, and which of them. */
interface Look {
  readonly window: FigureWindow;
  /** Filters and visibility, over `issue i`. */
  readonly conditions: Sql;
}

export interface Comparison {
  readonly then: Look;
  readonly now: Look;
}

/** An issue that other figures count now than did then. */
export interface RestatedIssue {
  readonly id: string;
  readonly submittedAt: Instant;
  readonly thenMask: number;
  readonly nowMask: number;
}

/** An issue as an entry of its timeline left it: what figures, filters and groups look at. */
export interface StateAfter extends CountedState {
  readonly id: string;
  readonly issueId: string;
  readonly at: Instant;
  readonly toStatus: string;
  readonly categoryCode: string;
  readonly level: string;
  readonly departmentId: string | null;
  readonly assigneeId: string | null;
}

interface Window {
  readonly limit: number;
  readonly after: readonly [submittedAt: number, id: string] | null;
}

/** What of two pictures of the same issues differs. */
@Injectable()
export class RestatementsReadModel {
  /** How many issues were counted by which figures then, and are by which now. */
  groups(session: SqlSession, comparison: Comparison): Promise<CountedAlike[]> {
    return session.all<CountedAlike>(
      sql`SELECT d.then_mask, d.now_mask, COUNT(*) AS issues FROM ${differences(comparison)} d GROUP BY 1, 2`,
    );
  }

  /** Last submitted first. */
  issues(session: SqlSession, comparison: Comparison, { limit, after }: Window): Promise<RestatedIssue[]> {
    const beyond = after === null ? [] : [sql`(p.submitted_at, p.id) < (${after[0]}, ${after[1]})`];
    return session.all<RestatedIssue>(
      sql`SELECT d.id, p.submitted_at, d.then_mask, d.now_mask
          FROM ${differences(comparison)} d JOIN issue p ON p.id = d.id
          WHERE ${allOf([sql`d.then_mask <> d.now_mask`, ...beyond])}
          ORDER BY p.submitted_at DESC, p.id DESC LIMIT ${limit}`,
    );
  }

  /** The lives of issues, each in its order. */
  lives(session: SqlSession, issueIds: readonly string[]): Promise<StateAfter[]> {
    return session.all<StateAfter>(
      sql`SELECT e.id, e.issue_id, e.at, e.to_status, e.category_code, e.level, e.department_id, e.assignee_id,
            e.facts, e.due_at, e.original_due_at, p.submitted_at
          FROM issue_event e JOIN issue p ON p.id = e.issue_id
          WHERE ${isOneOf(sql`e.issue_id`, issueIds)} ORDER BY e.issue_id, e.sequence`,
    );
  }
}

// Both looks under one another, and each issue put together: a full outer join, for which the two databases need no hint.
function differences({ then, now }: Comparison): Sql {
  return sql`(SELECT s.id, MAX(s.then_mask) AS then_mask, MAX(s.now_mask) AS now_mask FROM (
      SELECT i.id, ${maskSql(then.window)} AS then_mask, 0 AS now_mask
      FROM ${issuesAsOf(then.window.asOf)} WHERE ${then.conditions}
      UNION ALL
      SELECT i.id, 0 AS then_mask, ${maskSql(now.window)} AS now_mask
      FROM ${ISSUES_NOW} WHERE ${now.conditions}) s
    GROUP BY s.id)`;
}

function maskSql(window: FigureWindow): Sql {
  const bits = FIGURE_CODES.map((code, position) => {
    const bit = raw(String(bitOfFigure(position)));
    return sql`CASE WHEN ${selectionSql(SELECTIONS[code], window)} THEN ${bit} ELSE 0 END`;
  });
  return join(bits, ' + ');
}
