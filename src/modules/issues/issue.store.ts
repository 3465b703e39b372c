import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { assignments, first, insertRows, isOneOf, type SqlValue, type Tx } from '../../platform/persistence/index.js';
import { OPEN, type IssueRequestState, type IssueState } from './domain/issue-types.js';
import { IssueCase } from './issue-case.js';
import { issueColumns } from './issue-columns.read-model.js';
import { callers, coHandlers, openRequests, openSupervisions, owedOpinions } from './issue-neighbours.read-model.js';
import { clockFactToRow, issueChanges, issueFromRow, issueToRow, occurrenceToRow, requestToRow } from './issue-rows.js';
import { StaleIssue } from './issues.errors.js';

type LoadedRow = { readonly [N in keyof IssueState]: SqlValue } & {
  readonly enterpriseName: string;
  readonly assigneeName: string | null;
  readonly parentStatus: IssueState['status'] | null;
};

const LOADED = sql`SELECT ${issueColumns()}, (SELECT e.name FROM enterprise e WHERE e.id = i.enterprise_id) AS "enterpriseName",
    (SELECT c.name FROM cadre c WHERE c.id = i.assignee_id) AS "assigneeName",
    (SELECT p.status FROM issue p WHERE p.id = i.merged_into_id) AS "parentStatus"
  FROM issue i`;

/** The write side of issues: loads one for change, writes it back with its timeline. */
@Injectable()
export class IssueStore {
  /** The issue, locked until the unit of work ends; null when there is none. */
  async load(tx: Tx, issueId: string): Promise<IssueCase | null> {
    const row = await first<LoadedRow>(tx, sql`${LOADED} WHERE i.id = ${issueId} ${tx.dialect.forUpdate}`);
    if (row === null) return null;
    const { enterpriseName, assigneeName, parentStatus, ...columns } = row;
    const state = issueFromRow(columns);
    const supporting = state.coHandlerCount > 0 ? await coHandlers(tx, issueId) : [];
    return new IssueCase(
      state,
      state,
      { enterpriseName, assigneeName },
      {
        requests: state.pendingRequests > 0 ? await openRequests(tx, issueId) : [],
        coHandlerIds: supporting.map(({ id }) => id),
        callers: state.status === 'closed' ? await callers(tx, issueId) : [],
        owedOpinions: owedOpinions(supporting),
        pairedCadreIds: [],
        standsInFor: [],
        parentStatus,
        supervisions: state.openSupervisions > 0 ? await openSupervisions(tx, issueId) : [],
      },
    );
  }

  /** Ids of the open issues that a cadre leads. */
  async openIdsOf(tx: Tx, cadreId: string): Promise<string[]> {
    const rows = await tx.all<{ id: string }>(
      sql`SELECT id FROM issue WHERE assignee_id = ${cadreId} AND status NOT IN ('closed', 'refused', 'withdrawn', 'merged') ORDER BY submitted_at, id`,
    );
    return rows.map((row) => row.id);
  }

  /** The open issues whose co-handler has yet to say something. */
  opinionsOwedBy(tx: Tx, cadreId: string): Promise<{ issueId: string; opinionDueAt: number | null }[]> {
    return tx.all(
      sql`SELECT h.issue_id, h.opinion_due_at FROM issue_co_handler h JOIN issue i ON i.id = h.issue_id
          WHERE h.cadre_id = ${cadreId} AND h.opinion_at IS NULL AND ${isOneOf(sql`i.status`, OPEN)}
          ORDER BY i.submitted_at, i.id`,
    );
  }

  /** The next number of the series; gapless, since it is taken in the unit that uses it. */
  async nextNumber(tx: Tx, series: string): Promise<number> {
    const row = await first<{ lastValue: number }>(
      tx,
      sql`INSERT INTO number_sequence (name, last_value) VALUES (${series}, 1)
          ON CONFLICT (name) DO UPDATE SET last_value = number_sequence.last_value + 1 RETURNING last_value`,
    );
    return row!.lastValue;
  }

  async insert(tx: Tx, issue: IssueCase): Promise<void> {
    await tx.run(insertRows('issue', [issueToRow(issue.state)]));
    await this.writeAround(tx, issue, 0);
  }

  /**
   * Writes what has changed and raises the version.
   * @throws DomainError 412 when somebody else has changed the row meanwhile
   */
  async update(tx: Tx, issue: IssueCase): Promise<void> {
    const before = issue.before!;
    if (issue.occurrences.length === 0) return;
    issue.change({ version: before.version + 1 });
    const changed = await tx.run(
      sql`UPDATE issue SET ${assignments('issue', issueChanges(before, issue.state))} WHERE id = ${issue.id} AND version = ${before.version}`,
    );
    if (changed === 0) throw StaleIssue();
    const last = await first<{ sequence: number }>(
      tx,
      sql`SELECT MAX(sequence) AS sequence FROM issue_event WHERE issue_id = ${issue.id}`,
    );
    await this.writeAround(tx, issue, last?.sequence ?? 0);
  }

  private async writeAround(tx: Tx, issue: IssueCase, lastSequence: number): Promise<void> {
    const rows = issue.occurrences.map((occurrence, index) =>
      occurrenceToRow(issue.id, lastSequence + 1 + index, occurrence),
    );
    if (rows.length > 0) await tx.run(insertRows('issue_event', rows));
    const facts = issue.occurrences.flatMap(({ clockFacts }, index) =>
      clockFacts.map((fact, ordinal) =>
        clockFactToRow(issue.id, { sequence: lastSequence + 1 + index, ordinal, fact }),
      ),
    );
    if (facts.length > 0) await tx.run(insertRows('issue_clock_fact', facts));
    if (issue.newRequests.length > 0) await tx.run(insertRows('issue_request', issue.newRequests.map(requestToRow)));
    for (const request of issue.changedRequests) await this.updateRequest(tx, request);
    await this.writeCoHandlers(tx, issue);
    await this.writeSupervisions(tx, issue);
  }

  private async updateRequest(tx: Tx, { id, ...request }: IssueRequestState): Promise<void> {
    const { status, decidedBy, decidedByName, decidedAt, decisionReason } = request;
    const { decideBy, deciderRegionCode, movedUpCount, movedUpAt, remindedCount, remindedAt, overdueSince } = request;
    const end = { status, decidedBy, decidedByName, decidedAt, decisionReason };
    const passedOver = { movedUpCount, movedUpAt, remindedCount, remindedAt, overdueSince };
    const changes = { ...end, ...passedOver, decideBy, deciderRegionCode };
    await tx.run(sql`UPDATE issue_request SET ${assignments('issue_request', changes)} WHERE id = ${id}`);
  }

  // Whoever stays keeps their row: it holds what they were asked and have said.
  private async writeCoHandlers(
    tx: Tx,
    { id, presentCoHandlerIds, newCoHandlers, opinions }: IssueCase,
  ): Promise<void> {
    if (presentCoHandlerIds !== null) {
      const present = isOneOf(sql`cadre_id`, presentCoHandlerIds);
      await tx.run(sql`DELETE FROM issue_co_handler WHERE issue_id = ${id} AND NOT ${present}`);
      const added = newCoHandlers.filter(({ cadreId }) => presentCoHandlerIds.includes(cadreId));
      const rows = added.map((each) => ({ issueId: id, ...each, opinion: null, opinionAt: null }));
      if (rows.length > 0) await tx.run(sql`${insertRows('issue_co_handler', rows)} ON CONFLICT DO NOTHING`);
    }
    for (const { cadreId, opinion, at } of opinions)
      await tx.run(
        sql`UPDATE issue_co_handler SET opinion = ${opinion}, opinion_at = ${at} WHERE issue_id = ${id} AND cadre_id = ${cadreId}`,
      );
  }

  private async writeSupervisions(tx: Tx, { id: issueId, newSupervisions, changedSupervisions }: IssueCase) {
    const rows = newSupervisions.map((supervision) => ({ ...supervision, issueId }));
    if (rows.length > 0) await tx.run(insertRows('issue_supervision', rows));
    for (const { id, acknowledgedBy, acknowledgedAt, answer, answeredBy, answeredAt } of changedSupervisions) {
      const changes = { acknowledgedBy, acknowledgedAt, answer, answeredBy, answeredAt };
      await tx.run(sql`UPDATE issue_supervision SET ${assignments('issue_supervision', changes)} WHERE id = ${id}`);
    }
  }
}
