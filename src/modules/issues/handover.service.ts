import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import { PairingHandover } from '../enterprises/index.js';
import { Regions } from '../regions/index.js';
import { supportHandedOver } from './domain/handover.js';
import { ActorMayNot, CadreUnavailable } from './domain/issue-refusals.js';
import { hasConflict } from './domain/same-person.js';
import type { NewLead } from './domain/lead-changes.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { CadreNotFound, SameCadre } from './issues.errors.js';
import { LeadChecks } from './lead-checks.service.js';

interface HandoverRequest {
  readonly fromCadreId: string;
  readonly toCadreId: string;
  readonly requestId: string;
}

/** The one who takes over, as a lead and as a cadre with a place. */
interface Successor extends NewLead {
  readonly regionCode: string;
}

/** How many issues have passed on that the one who leaves led, how many that they supported, and how many enterprises. */
interface HandedOver {
  readonly moved: number;
  readonly supported: number;
  readonly paired: number;
}

/** Somebody leaves: everything that is still theirs to do passes to one successor, or nothing does. */
@Injectable()
export class Handover {
  constructor(
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly cadres: Cadres,
    private readonly leads: LeadChecks,
    private readonly regions: Regions,
    private readonly pairings: PairingHandover,
  ) {}

  /**
   * Moves every open issue that the cadre leads, with its requests and supervisions, and every opinion that they still
   * owe, and every enterprise that they look after, in this unit of work: none is left without somebody.
   */
  async handOver(tx: Tx, actor: Actor, request: HandoverRequest): Promise<HandedOver> {
    const { fromCadreId, toCadreId, requestId } = request;
    if (fromCadreId === toCadreId) throw SameCadre();
    const tree = await this.regions.tree();
    const leaving = await this.cadres.find(tx, fromCadreId);
    if (!leaving || !tree.isWithin(leaving.regionCode, actor.regionCode)) throw CadreNotFound();
    const successor = await this.cadres.hold(tx, toCadreId);
    if (!successor?.onDuty || !tree.isWithin(successor.regionCode, actor.regionCode)) throw CadreUnavailable();
    this.leads.mustHaveAccount(successor);
    await this.leads.mustBeThere(tx, { conflictCadreIds: [] }, successor);
    const led = await this.store.openIdsOf(tx, fromCadreId);
    for (const issueId of led) await this.passLead(tx, { actor, requestId, issueId }, successor);
    const owed = await this.store.opinionsOwedBy(tx, fromCadreId);
    for (const opinion of owed) await this.passSupport(tx, { actor, requestId, fromCadreId, ...opinion }, successor);
    const paired = await this.pairings.handOver(tx, actor, { fromCadreId, toCadreId });
    return { moved: led.length, supported: owed.length, paired };
  }

  private async passLead(
    tx: Tx,
    { actor, requestId, issueId }: { readonly actor: Actor; readonly requestId: string; readonly issueId: string },
    successor: Successor,
  ): Promise<void> {
    const issue = (await this.store.load(tx, issueId))!;
    // Rights first: the refusals of the other checks name the issue.
    await this.transitions.mustAllow(issue, { action: 'hand-over', actor });
    await this.leads.mustBeFree(issue.state, successor);
    const { id, name, departmentId } = successor;
    const lead = { id, name, departmentId };
    await this.transitions.perform(tx, issue, { action: 'hand-over', actor, input: {}, requestId, lead });
    await this.transitions.save(tx, issue);
  }

  // Whom an office lends to an issue that another level answers for is its own affair; the table is not asked.
  private async passSupport(
    tx: Tx,
    {
      actor,
      requestId,
      ...support
    }: {
      readonly actor: Actor;
      readonly requestId: string;
      readonly issueId: string;
      readonly fromCadreId: string;
      readonly opinionDueAt: number | null;
    },
    successor: Successor,
  ): Promise<void> {
    const issue = (await this.store.load(tx, support.issueId))!;
    if (hasConflict(actor, issue.state)) throw ActorMayNot({ action: 'hand-over' });
    await this.leads.mustBeFree(issue.state, successor);
    const step = { action: 'hand-over', actor, input: {}, requestId } as const;
    await this.transitions.apply(tx, issue, step, supportHandedOver(support, successor));
    await this.transitions.save(tx, issue);
  }
}
