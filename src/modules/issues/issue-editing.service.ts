import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { maskedContact } from '../../kernel/personal-data.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import type { Contact } from './domain/issue-types.js';
import { IssueActions } from './issue-actions.service.js';
import type { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';
import { LeadChecks } from './lead-checks.service.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { CadreNotFound, SameCadre, StaleIssue } from './issues.errors.js';
import { Regions } from '../regions/index.js';
import { CadreUnavailable } from './domain/issue-refusals.js';

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

/** Changes that are not steps in an issue's life: corrections of its text, and hand-over when a cadre leaves. */
@Injectable()
export class IssueEditing {
  constructor(
    private readonly actions: IssueActions,
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly cadres: Cadres,
    private readonly leads: LeadChecks,
    private readonly regions: Regions,
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

  /**
   * Moves every open issue of one cadre to another in this unit of work: none is left without a lead.
   * @returns how many were moved
   */
  async handOver(
    tx: Tx,
    actor: Actor,
    { fromCadreId, toCadreId, requestId }: { fromCadreId: string; toCadreId: string; requestId: string },
  ): Promise<number> {
    if (fromCadreId === toCadreId) throw SameCadre();
    const tree = await this.regions.tree();
    const leaving = await this.cadres.find(tx, fromCadreId);
    if (!leaving || !tree.isWithin(leaving.regionCode, actor.regionCode)) throw CadreNotFound();
    const successor = await this.cadres.find(tx, toCadreId);
    if (!successor?.onDuty || !tree.isWithin(successor.regionCode, actor.regionCode)) throw CadreUnavailable();
    const lead = { id: successor.id, name: successor.name, departmentId: successor.departmentId };
    const issueIds = await this.store.openIdsOf(tx, fromCadreId);
    for (const issueId of issueIds) {
      const issue = (await this.store.load(tx, issueId))!;
      // Rights first: the refusals of the other checks name the issue.
      await this.transitions.mustAllow(issue, { action: 'hand-over', actor });
      await this.leads.mustBeFree(issue.state, successor);
      await this.transitions.perform(tx, issue, { action: 'hand-over', actor, input: {}, requestId, lead });
      await this.transitions.save(tx, issue);
    }
    return issueIds.length;
  }
}
