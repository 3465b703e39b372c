import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../platform/persistence/index.js';
import { Cadres } from '../cadres/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import type { ApiAction } from './domain/action-inputs.js';
import { maySee } from './domain/issue-access.js';
import {
  CadreOutsideScope,
  CadreUnavailable,
  LeadAmongCoHandlers,
  LevelAboveYours,
  MergeTargetEnded,
  SameLead,
} from './domain/issue-refusals.js';
import type { Level } from './domain/issue-types.js';
import { isEnded } from './domain/issue-lifecycle.js';
import type { NewLead } from './domain/lead-changes.js';
import type { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';
import { IssueTransitions, type Step } from './issue-transitions.service.js';
import { CategoryUnknown, IssueNotFound, MergeTargetNotFound, StaleIssue } from './issues.errors.js';
import { IssueNeighbours } from './issue-neighbours.read-model.js';

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
    private readonly cadres: Cadres,
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
    const tree = await this.regions.tree();
    const around = {
      ...issue.surroundings,
      responsibleRegionCode: '',
      isWithin: (regionCode: string, ancestor: string) => tree.isWithin(regionCode, ancestor),
    };
    return maySee(actor, issue.state, around) ? issue : null;
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
    if (named.coHandlerIds) await this.checkCoHandlers(tx, actor, named.cadreId, named.coHandlerIds);
    if (named.cadreId !== undefined) return { lead: await this.leadNamed(tx, actor, issue, named.cadreId) };
    switch (action) {
      case 'merge':
        return { parent: await this.mergeTarget(tx, actor, issue, named.intoIssueId!) };
      case 'reopen':
      case 'call-back':
        return { leadOnDuty: await this.isOnDuty(tx, issue.state.assigneeId) };
      case 'rate':
        return { lead: await this.parentsLead(tx, issue.state) };
      default:
        return {};
    }
  }

  // Whoever accepts an issue at a level above their own would lose it in the same step, and nobody there is asked.
  private async checkLevel(actor: Actor, { state }: IssueCase, level: Level): Promise<void> {
    const tree = await this.regions.tree();
    if (!tree.isWithin(tree.ancestorAt(state.regionCode, level), actor.regionCode)) throw LevelAboveYours();
  }

  private async checkCategory(code: string | undefined): Promise<void> {
    if (code !== undefined && !(await this.reference.categories()).get(code)?.active) throw CategoryUnknown();
  }

  private async leadNamed(tx: Tx, actor: Actor, issue: IssueCase, cadreId: string): Promise<NewLead> {
    if (cadreId === issue.state.assigneeId) throw SameLead();
    return this.cadreOnDuty(tx, actor, cadreId);
  }

  private async cadreOnDuty(tx: Tx, actor: Actor, cadreId: string): Promise<NewLead> {
    const cadre = await this.cadres.find(tx, cadreId);
    if (!cadre?.onDuty) throw CadreUnavailable({}, [cadreField('cadreId')]);
    if (!(await this.regions.tree()).isWithin(cadre.regionCode, actor.regionCode))
      throw CadreOutsideScope({}, [cadreField('cadreId')]);
    return { id: cadre.id, name: cadre.name, departmentId: cadre.departmentId };
  }

  private async checkCoHandlers(
    tx: Tx,
    actor: Actor,
    leadId: string | undefined,
    cadreIds: readonly string[],
  ): Promise<void> {
    if (leadId !== undefined && cadreIds.includes(leadId)) throw LeadAmongCoHandlers();
    for (const cadreId of cadreIds) await this.cadreOnDuty(tx, actor, cadreId);
  }

  private async isOnDuty(tx: Tx, cadreId: string | null): Promise<boolean> {
    return cadreId !== null && ((await this.cadres.find(tx, cadreId))?.onDuty ?? false);
  }

  // A child that disputes the common answer goes on with the lead who gave it.
  private async parentsLead(tx: Tx, { status, mergedIntoId }: IssueCase['state']): Promise<NewLead | null> {
    const parent = status === 'merged' && mergedIntoId !== null ? await this.store.load(tx, mergedIntoId) : null;
    const cadre = parent?.state.assigneeId ? await this.cadres.find(tx, parent.state.assigneeId) : null;
    return cadre?.onDuty ? { id: cadre.id, name: cadre.name, departmentId: cadre.departmentId } : null;
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
    const { id, number, enterpriseId } = target.state;
    return { id, number, enterpriseId };
  }

  private async tellParent(tx: Tx, child: IssueCase, requestId: string): Promise<void> {
    const parent = await this.store.load(tx, child.state.mergedIntoId!);
    await this.transitions.takeIn(tx, parent!, child.state, requestId);
    await this.transitions.save(tx, parent!);
  }
}

const cadreField = (field: string) => ({
  field,
  rule: 'unavailable',
  message: { zh: '不是您区域内在岗的干部', en: 'is not a cadre on duty in your region' },
});
