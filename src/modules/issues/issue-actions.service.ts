import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import type { ApiAction, InputOf } from './domain/action-inputs.js';
import { isDecider, maySee } from './domain/issue-access.js';
import { isSeparated } from './domain/issue-guards.js';
import {
  LevelAboveYours,
  LevelBelowDirect,
  MergeAcrossChannels,
  MergeTargetEnded,
  RequestDecided,
  SeparationRefusals,
} from './domain/issue-refusals.js';
import { isDirect } from './domain/issue-facts.js';
import { type Level, LEVELS } from './domain/issue-types.js';
import { isEnded } from './domain/issue-lifecycle.js';
import type { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions, type Step } from './issue-transitions.service.js';
import { CategoryUnknown, IssueNotFound, MergeTargetNotFound, StaleIssue } from './issues.errors.js';
import { IssueNeighbours, requestOf } from './issue-neighbours.read-model.js';
import { LeadChecks } from './lead-checks.service.js';

/** One action on one issue, as somebody asks for it. */
export interface ActionRequest {
  readonly issueId: string;
  readonly action: ApiAction;
  readonly input: object;
  readonly requestId: string;
  readonly seenVersion: number | null;
}

/** What people do to issues through the API. */
@Injectable()
export class IssueActions {
  constructor(
    private readonly store: IssueStore,
    private readonly transitions: IssueTransitions,
    private readonly neighbours: IssueNeighbours,
    private readonly leads: LeadChecks,
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
  ) {}

  /**
   * @throws DomainError 404 when the issue is not there for the actor, 412 when it has changed since they saw it,
   *   403, 409 or 422 when the action is not possible
   */
  async act(tx: Tx, actor: Actor, request: ActionRequest): Promise<IssueCase> {
    const issue = await this.open(tx, actor, request.issueId);
    if (request.seenVersion !== null && request.seenVersion !== issue.state.version) throw StaleIssue();
    const step: Step = { action: request.action, actor, input: request.input, requestId: request.requestId };
    if (request.action === 'decide') await this.mustBeUndecided(tx, actor, issue, request.input as InputOf<'decide'>);
    // Rights and status first: somebody who may not act learns nothing about cadres or other issues.
    await this.transitions.mustAllow(issue, step);
    await this.transitions.perform(tx, issue, { ...step, ...(await this.lookedUp(tx, actor, issue, request)) });
    if (request.action === 'merge') await this.tellParent(tx, issue, request.requestId);
    await this.transitions.save(tx, issue);
    return issue;
  }

  /** The issue for change. @throws DomainError 404 when it is not there for the actor */
  async open(tx: Tx, actor: Actor, issueId: string): Promise<IssueCase> {
    const issue = await this.openOrNull(tx, actor, issueId);
    if (issue === null) throw IssueNotFound();
    return issue;
  }

  private async openOrNull(tx: Tx, actor: Actor, issueId: string): Promise<IssueCase | null> {
    const issue = await this.store.load(tx, issueId);
    if (issue === null) return null;
    if (
      actor.role === 'cadre' &&
      actor.cadreId !== null &&
      (await this.neighbours.isPaired(tx, actor.cadreId, issue.state.enterpriseId))
    ) {
      issue.surroundings.pairedCadreIds.push(actor.cadreId);
    }
    issue.surroundings.standsInFor.push(...(await this.neighbours.standsInFor(tx, actor)));
    const tree = await this.regions.tree();
    const around = {
      ...issue.surroundings,
      responsibleRegionCode: '',
      isWithin: (regionCode: string, ancestor: string) => tree.isWithin(regionCode, ancestor),
      upper: (regionCode: string) => tree.upper(regionCode),
    };
    return maySee(actor, issue.state, around) ? issue : null;
  }

  // Once it is decided nobody is its decider any more; whoever could have been is told so.
  private async mustBeUndecided(
    tx: Tx,
    actor: Actor,
    { id, state, surroundings: { coHandlerIds } }: IssueCase,
    { requestId }: InputOf<'decide'>,
  ): Promise<void> {
    const request = await requestOf(tx, id, requestId);
    if (request === null || request.status === 'pending') return;
    const tree = await this.regions.tree();
    const isWithin = (regionCode: string, ancestor: string) => tree.isWithin(regionCode, ancestor);
    if (isDecider(actor, request, { isWithin, coHandlerIds, issue: state })) throw RequestDecided();
  }

  /** What the input names, looked up and checked against the actor's scope. */
  private async lookedUp(
    tx: Tx,
    actor: Actor,
    issue: IssueCase,
    { action, input }: ActionRequest,
  ): Promise<Partial<Step>> {
    const named = input as {
      cadreId?: string;
      coHandlerIds?: string[];
      categoryCode?: string;
      level?: Level;
      intoIssueId?: string;
    };
    await this.checkCategory(named.categoryCode);
    if (named.level) await this.checkLevel(actor, issue, named.level);
    const { cadreId, coHandlerIds } = named;
    if (coHandlerIds) await this.leads.coHandlers(tx, actor, issue, { cadreId, coHandlerIds });
    if (action === 'reassign' && cadreId === issue.state.assigneeId)
      return { support: await this.leads.support(tx, issue, coHandlerIds) };
    if (cadreId !== undefined) return this.cadreNamed(tx, actor, issue, { action, cadreId });
    switch (action) {
      case 'merge':
        return { parent: await this.mergeTarget(tx, actor, issue, named.intoIssueId!) };
      case 'reopen':
      case 'call-back':
        return { leadOnDuty: await this.leads.isOnDuty(tx, issue.state) };
      case 'rate':
        return { lead: await this.leads.parentsLead(tx, issue.state) };
      default:
        return {};
    }
  }

  private async cadreNamed(
    tx: Tx,
    actor: Actor,
    issue: IssueCase,
    { action, cadreId }: { readonly action: ApiAction; readonly cadreId: string },
  ): Promise<Partial<Step>> {
    if (action !== 'exclude-cadre') return { lead: await this.leads.lead(tx, actor, issue.state, cadreId) };
    await this.leads.mustExist(tx, cadreId);
    return {};
  }

  // Whoever accepts an issue at a level above their own would lose it in the same step, and nobody there is asked.
  private async checkLevel(actor: Actor, { state }: IssueCase, level: Level): Promise<void> {
    const tree = await this.regions.tree();
    if (!tree.isWithin(tree.ancestorAt(state.regionCode, level), actor.regionCode)) throw LevelAboveYours();
    const least = tree.mustGet(tree.upper(state.regionCode)).level;
    if (isDirect(state) && LEVELS.indexOf(level) < LEVELS.indexOf(least)) throw LevelBelowDirect();
  }

  private async checkCategory(code: string | undefined): Promise<void> {
    if (code !== undefined && !(await this.reference.categories()).get(code)?.active) throw CategoryUnknown();
  }

  private async mergeTarget(
    tx: Tx,
    actor: Actor,
    issue: IssueCase,
    targetId: string,
  ): Promise<NonNullable<Step['parent']>> {
    const target = targetId === issue.id ? issue : await this.openOrNull(tx, actor, targetId);
    if (target === null) throw MergeTargetNotFound();
    if (isEnded(target.state.status)) throw MergeTargetEnded();
    // Whether it becomes a common issue would tell them whose it is.
    if (isKeptFrom(actor, target)) throw SeparationRefusals['kept-from']();
    // Otherwise the one would be told of in the timeline of the other, to people who must not hear of it.
    if (isDirect(target.state) !== isDirect(issue.state)) throw MergeAcrossChannels();
    const { id, number, enterpriseId, confidential } = target.state;
    return { id, number, enterpriseId, confidential };
  }

  private async tellParent(tx: Tx, child: IssueCase, requestId: string): Promise<void> {
    const parent = await this.store.load(tx, child.state.mergedIntoId!);
    await this.transitions.takeIn(tx, parent!, child.state, requestId);
    await this.transitions.save(tx, parent!);
  }
}

function isKeptFrom(actor: Actor, { state, surroundings }: IssueCase): boolean {
  return isSeparated('kept-from', { ...surroundings, actor, issue: state });
}
