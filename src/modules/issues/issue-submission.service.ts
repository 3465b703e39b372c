import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, DAY, type Instant } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { localDateOf } from '../../kernel/local-date.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import type { RegionTree } from '../regions/index.js';
import type { IssueState, Level } from './domain/issue-types.js';
import type { Submission } from './submission.js';
import { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { BackdatingNotAllowed, DirectNotAllowed, NothingAbove, SubmittedInFuture } from './issues.errors.js';
import { SubmissionPlaces } from './submission-places.service.js';
import { newIssue } from './domain/new-issue.js';

/** Receives issues: checks them, numbers them, and lets routing name a lead in the same unit of work. */
@Injectable()
export class IssueSubmission {
  constructor(
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly places: SubmissionPlaces,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws DomainError 422 for an unknown enterprise, category or campaign, or a time that is not allowed */
  async submit(tx: Tx, actor: Actor, submission: Submission, requestId: string): Promise<IssueCase> {
    const issue = await this.draft(tx, actor, submission);
    const { submittedAt } = issue.state;
    const number = await this.number(tx, await this.places.numberPrefix(issue.state.regionCode), submittedAt);
    issue.change({ number });
    await this.transitions.apply(
      tx,
      issue,
      { action: 'submit', actor, input: {}, requestId },
      { changes: {}, details: { number, channel: issue.state.channel, onBehalf: issue.state.onBehalf, submittedAt } },
    );
    await this.transitions.save(tx, issue);
    return issue;
  }

  /** The issue that a submission would become, without a number; writes nothing: also for the preview of routing. */
  async draft(session: SqlSession, actor: Actor, submission: Submission): Promise<IssueCase> {
    const now = this.clock.now();
    const enterprise = await this.places.enterpriseOf(session, actor, submission, now);
    const tree = await this.places.check(submission);
    const level = await this.levelOf(session, actor, submission, { enterprise, tree });
    const submittedAt = submissionTime(actor, submission, now);
    const state = newIssue({
      id: this.ids.next(),
      number: '',
      enterprise,
      level,
      submission,
      submittedBy: actor.userId,
      onBehalf: actor.role !== 'enterprise',
      submittedAt,
      now,
    });
    return new IssueCase(null, state, { enterpriseName: enterprise.name, assigneeName: null });
  }

  /** @throws DomainError 422 when it may not be sent straight up, or names cadres who may not be excluded */
  private async levelOf(
    session: SqlSession,
    actor: Actor,
    { direct = false, excludedCadreIds = [] }: Submission,
    { enterprise: { regionCode }, tree }: { enterprise: { readonly regionCode: string }; tree: RegionTree },
  ): Promise<Level> {
    if (excludedCadreIds.length > 0) await this.places.checkExcluded(session, actor, excludedCadreIds);
    if (!direct) return tree.mustGet(regionCode).level;
    if (actor.role !== 'enterprise') throw DirectNotAllowed();
    const upper = tree.upper(regionCode);
    if (upper === regionCode) throw NothingAbove();
    return tree.mustGet(upper).level;
  }

  private async number(tx: Tx, prefix: string, at: Instant): Promise<string> {
    const series = `${prefix}-${localDateOf(at).slice(0, 4)}`;
    return `${series}-${String(await this.store.nextNumber(tx, series)).padStart(6, '0')}`;
  }
}

/** The furthest that a visit may be entered late; older ones belong to an import. */
const LATE_ENTRY_MS = 30 * DAY;

function submissionTime(actor: Actor, { submittedAt, channel }: Submission, now: Instant): IssueState['submittedAt'] {
  if (submittedAt === undefined) return now;
  if (actor.role === 'enterprise') throw BackdatingNotAllowed();
  if (submittedAt > now) throw SubmittedInFuture();
  if (channel !== 'import' && submittedAt < now - LATE_ENTRY_MS) throw BackdatingNotAllowed();
  return submittedAt;
}
