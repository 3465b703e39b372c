import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { maskedContact } from '../../kernel/personal-data.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { Contact } from './domain/issue-types.js';
import { IssueActions } from './issue-actions.service.js';
import type { IssueCase } from './issue-case.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { StaleIssue } from './issues.errors.js';

/** What may be corrected until it is claimed done. */
export interface Correction {
  readonly title?: string;
  readonly description?: string;
  readonly contact?: Contact | null;
}

// The timeline is never rewritten: a number in it could not be erased when its owner asks for that.
function forTimeline(values: Correction): Correction {
  return values.contact ? { ...values, contact: maskedContact(values.contact) } : values;
}

interface EditRequest {
  readonly issueId: string;
  readonly correction: Correction;
  readonly requestId: string;
  readonly seenVersion: number | null;
}

/** Corrections of the text of an issue, which are no steps in its life. */
@Injectable()
export class IssueEditing {
  constructor(
    private readonly actions: IssueActions,
    private readonly transitions: IssueTransitions,
  ) {}

  /** Keeps what was there before in the timeline, contacts masked. */
  async correct(
    tx: Tx,
    actor: Actor,
    { issueId, correction, requestId, seenVersion }: EditRequest,
  ): Promise<IssueCase> {
    const issue = await this.actions.open(tx, actor, issueId);
    if (seenVersion !== null && seenVersion !== issue.state.version) throw StaleIssue();
    await this.transitions.mustAllow(issue, { action: 'edit', actor });
    const named = Object.entries(correction).filter(([, value]) => value !== undefined);
    const changes: Correction = Object.fromEntries(named);
    const before: Correction = Object.fromEntries(named.map(([name]) => [name, issue.state[name as keyof Correction]]));
    if (named.length === 0) return issue;
    await this.transitions.apply(
      tx,
      issue,
      { action: 'edit', actor, input: {}, requestId },
      { changes, details: { before: forTimeline(before), after: forTimeline(changes) } },
    );
    await this.transitions.save(tx, issue);
    return issue;
  }
}
