import { Injectable } from '@nestjs/common';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { type RegionTree, Regions } from '../regions/index.js';
import { absentOf } from './domain/acting-for.js';
import { relationsOf } from './domain/issue-access.js';
import type { Effect, EffectContext } from './domain/effect.js';
import { type EffectAction, effectOf } from './domain/issue-effects.js';
import { refusalOf, type TransitionQuestion } from './domain/issue-guards.js';
import { type IssueAction, mayLeadTo, transitionOf } from './domain/issue-lifecycle.js';
import { RequestNotFound, RequestNotYours } from './domain/issue-refusals.js';
import { mayDecide } from './domain/issue-access.js';
import { isDirect } from './domain/issue-facts.js';
import type { IssueRequestState, IssueState, Level } from './domain/issue-types.js';
import type { NewLead } from './domain/lead-changes.js';
import { isHidden, rememberedHandlers, takenBack } from './domain/release.js';
import { AroundEffects } from './around-effects.service.js';
import type { SupportChange } from './domain/effect.js';
import { deputyRemembered, type StandIn } from './domain/stand-ins.js';
import type { IssueCase } from './issue-case.js';
import { IssueSaving } from './issue-saving.service.js';
import { IssueChanged } from './issues.events.js';

/** One step in the life of an issue. */
export interface Step {
  readonly action: EffectAction;
  readonly actor: Actor;
  /** Who had Zhuqi do it, and is named for it; only with the actor `system`, as whom it is allowed. */
  readonly orderedBy?: Actor;
  /** Checked against the fields of the action. */
  readonly input: object;
  readonly requestId: string;
  /** The cadre that the input names, looked up. */
  readonly lead?: NewLead | null;
  /** Who comes to support the present lead and who leaves. */
  readonly support?: SupportChange | null;
  readonly parent?: EffectContext['parent'];
  readonly leadOnDuty?: boolean;
}

const toldOf = ({ cadreId, name }: StandIn) => ({ id: cadreId, name });

/**
 * The one path by which an issue changes: the table is asked, the effect applied, the others react, the timeline is
 * written. Whoever calls it loads the issue before and saves it afterwards, in one unit of work.
 */
@Injectable()
export class IssueTransitions {
  constructor(
    private readonly saving: IssueSaving,
    private readonly around: AroundEffects,
    private readonly regions: Regions,
    private readonly events: TransactionalEvents,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws DomainError 403, 409 or 422 when the action is not possible now for this actor */
  async mustAllow(
    issue: IssueCase,
    { action, actor }: { action: IssueAction; actor: Actor },
  ): Promise<TransitionQuestion> {
    const question = this.question(issue, actor, await this.regions.tree());
    const refusal = refusalOf(action, question);
    if (refusal) throw refusal;
    return question;
  }

  /** @throws DomainError like {@link mustAllow}, or 422 when the input breaks a rule of the action */
  async perform(tx: Tx, issue: IssueCase, step: Step): Promise<void> {
    const question = await this.mustAllow(issue, step);
    const effect = effectOf(step.action, issue.state, step.input, await this.contextOf(issue, step, question));
    const { orderedBy: actor = step.actor } = step;
    await this.apply(tx, issue, { ...step, actor, at: question.now }, effect);
  }

  /** Applies what has been decided elsewhere: a submission or an edit, whose rules are not those of an action. */
  async apply(
    tx: Tx,
    issue: IssueCase,
    step: Omit<Step, 'action'> & {
      readonly action: IssueAction;
      /** The one instant of the step, which others compare with: what it does must not be told apart by the clock. */
      readonly at?: Instant;
    },
    effect: Effect,
  ): Promise<void> {
    const { at: now = this.instantOf(issue) } = step;
    const fromStatus = issue.occurrences.length === 0 && issue.before === null ? null : issue.state.status;
    const before: Readonly<IssueState> = { ...issue.state };
    const absent = await this.absentOf(issue, step);
    issue.change(effect.changes);
    issue.change(takenBack(before, issue.state));
    if (fromStatus !== null && !mayLeadTo(step.action, before.status, issue.state.status)) {
      throw new Error(`the table does not let ${step.action} lead from ${before.status} to ${issue.state.status}`);
    }
    if (step.lead && issue.state.assigneeId === step.lead.id)
      issue.names = { ...issue.names, assigneeName: step.lead.name };
    if (issue.state.assigneeId === null) issue.names = { ...issue.names, assigneeName: null };
    this.around.apply(issue, { action: step.action, actor: step.actor, absent, before, at: now }, effect);
    issue.change(deputyRemembered(issue.state, step.actor, absent));
    issue.change(rememberedHandlers(issue.state, issue.surroundings.coHandlerIds));
    const details = absent === null ? effect.details : { ...effect.details, actedFor: toldOf(absent) };
    const changed = new IssueChanged(issue, step, details, now, before);
    await this.events.emit(tx, changed);
    issue.record({
      id: this.ids.next(),
      action: step.action,
      actor: step.actor,
      at: now,
      fromStatus,
      visibleToEnterprise: effect.visible ?? transitionOf(step.action).visible,
      details,
      requestId: step.requestId,
      clockFacts: changed.clockFacts,
    });
    for (const follow of changed.afterwards) await follow();
  }

  /** Writes what has happened. */
  save(tx: Tx, issue: IssueCase): Promise<void> {
    return this.saving.save(tx, issue);
  }

  /** An issue that takes in one of another enterprise is a common issue (共性问题) from then on. */
  async takeIn(tx: Tx, parent: IssueCase, child: Readonly<IssueState>, requestId: string): Promise<void> {
    const common = parent.state.common || parent.state.enterpriseId !== child.enterpriseId;
    const step = { action: 'take-in', actor: SYSTEM_ACTOR, input: {}, requestId } as const;
    await this.apply(tx, parent, step, {
      changes: { common, childCount: parent.state.childCount + 1 },
      // Whether they are of one enterprise tells whose a confidential one is; the note says that it is one.
      details: { issueId: child.id, number: child.number, common, confidential: isHidden(child) },
    });
  }

  /** What the table is asked with. */
  question(issue: Pick<IssueCase, 'state' | 'surroundings'>, actor: Actor, tree: RegionTree): TransitionQuestion {
    const around = { ...issue.surroundings, ...this.regionsOf(issue, tree) };
    return {
      actor,
      issue: issue.state,
      relations: relationsOf(actor, issue.state, around),
      requests: issue.surroundings.requests,
      supervisions: issue.surroundings.supervisions,
      lowestLevel: lowestLevelOf(issue.state, tree),
      coHandlerIds: issue.surroundings.coHandlerIds,
      callers: issue.surroundings.callers,
      parentStatus: issue.surroundings.parentStatus,
      now: this.instantOf(issue),
    };
  }

  now(): number {
    return this.clock.now();
  }

  /** The instant of a step that is taken now: never before the last one, even if the machine's clock was set back. */
  private instantOf({ state }: Pick<IssueCase, 'state'>): Instant {
    return Math.max(this.clock.now(), state.updatedAt);
  }

  private async contextOf(issue: IssueCase, step: Step, question: TransitionQuestion): Promise<EffectContext> {
    const tree = await this.regions.tree();
    const { responsibleRegionCode } = this.regionsOf(issue, tree);
    return {
      actor: step.actor,
      relations: question.relations,
      now: question.now,
      lead: step.lead ?? null,
      support: step.support ?? null,
      request: this.requestOf(issue, step, tree),
      supervisions: question.supervisions,
      responsibleRegionCode,
      upperRegionCode: tree.upper(responsibleRegionCode),
      parent: step.parent ?? null,
      leadOnDuty: step.leadOnDuty ?? true,
    };
  }

  private requestOf(issue: IssueCase, step: Step, tree: RegionTree): IssueRequestState | null {
    if (step.action === 'move-up' || step.action === 'remind-decider')
      return issue.request((step.input as { requestId: string }).requestId);
    return step.action === 'decide' ? this.requestToDecide(issue, step, tree) : null;
  }

  private requestToDecide(issue: IssueCase, step: Step, tree: RegionTree): IssueRequestState {
    const { requestId } = step.input as { requestId: string };
    const request = issue.surroundings.requests.find((candidate) => candidate.id === requestId);
    if (!request) throw RequestNotFound();
    const { isWithin } = this.regionsOf(issue, tree);
    const { coHandlerIds } = issue.surroundings;
    if (!mayDecide(step.actor, request, { isWithin, coHandlerIds, issue: issue.state })) throw RequestNotYours();
    return request;
  }

  private regionsOf(issue: Pick<IssueCase, 'state'>, tree: RegionTree) {
    return {
      isWithin: (regionCode: string, ancestor: string) => tree.isWithin(regionCode, ancestor),
      upper: (regionCode: string) => tree.upper(regionCode),
      responsibleRegionCode: tree.ancestorAt(issue.state.regionCode, issue.state.level),
    };
  }

  private async absentOf(issue: IssueCase, { action, actor }: Pick<Step, 'actor'> & { action: IssueAction }) {
    const around = { ...issue.surroundings, ...this.regionsOf(issue, await this.regions.tree()) };
    return absentOf(action, actor, issue.state, around);
  }
}

function lowestLevelOf(issue: IssueState, tree: RegionTree): Level {
  return tree.mustGet(isDirect(issue) ? tree.upper(issue.regionCode) : issue.regionCode).level;
}
