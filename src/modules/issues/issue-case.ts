import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { ClockFact } from './domain/clock-fact.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { StandIn } from './domain/stand-ins.js';
import { reportFacts } from './domain/issue-facts.js';
import type {
  IssueRequestState,
  IssueState,
  NewCoHandler,
  OwedOpinion,
  SupervisionState,
} from './domain/issue-types.js';
import type { Person } from './domain/same-person.js';
import { isOpenDuty } from './domain/supervision.js';
import { overdueFrom } from './domain/overdue-requests.js';

/** One entry of the timeline before it is written. */
export interface IssueOccurrence {
  readonly id: string;
  readonly action: IssueAction;
  readonly actor: Actor;
  readonly at: Instant;
  readonly fromStatus: IssueState['status'] | null;
  readonly toStatus: IssueState['status'];
  readonly visibleToEnterprise: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly clockFacts: readonly ClockFact[];
  /** The issue as it stood afterwards. */
  readonly after: Readonly<IssueState>;
}

/** What a co-handler has said. */
export interface OpinionGiven {
  readonly cadreId: string;
  readonly opinion: string;
  readonly at: Instant;
}

/** Names that a reader wants to see instead of ids. */
export interface IssueNames {
  readonly enterpriseName: string;
  readonly assigneeName: string | null;
}

/**
 * One issue inside a unit of work: loaded once, changed by any number of transitions, written once. What happened is
 * collected in `occurrences`, in order.
 */
export class IssueCase {
  readonly occurrences: IssueOccurrence[] = [];
  readonly newRequests: IssueRequestState[] = [];
  readonly changedRequests = new Set<IssueRequestState>();
  /** Those who came to support it, also when they have left again. */
  readonly newCoHandlers: NewCoHandler[] = [];
  readonly opinions: OpinionGiven[] = [];
  /** Who supports it from now on, once that has changed. */
  presentCoHandlerIds: readonly string[] | null = null;
  readonly newSupervisions: SupervisionState[] = [];
  readonly changedSupervisions = new Set<SupervisionState>();
  /** What was put on somebody and has no due instant yet. */
  private undated: { readonly workingDays: number; readonly setDue: (at: Instant) => void }[] = [];
  state: IssueState;

  constructor(
    /** As it was loaded; null for a new issue. */
    readonly before: Readonly<IssueState> | null,
    state: IssueState,
    public names: IssueNames,
    readonly surroundings: {
      requests: IssueRequestState[];
      coHandlerIds: string[];
      /** Who has called the enterprise back and reached it; of a closed issue only. */
      callers: readonly Person[];
      /** Those that they have not given yet. */
      owedOpinions: readonly OwedOpinion[];
      /** Paired cadres that matter to the caller; empty unless a cadre asks. */
      pairedCadreIds: string[];
      /** For whom the caller acts; empty unless a cadre asks. */
      standsInFor: StandIn[];
      parentStatus: IssueState['status'] | null;
      /** Those that are open. */
      supervisions: SupervisionState[];
    } = {
      requests: [],
      coHandlerIds: [],
      callers: [],
      owedOpinions: [],
      pairedCadreIds: [],
      standsInFor: [],
      parentStatus: null,
      supervisions: [],
    },
  ) {
    this.state = { ...state };
  }

  get id(): string {
    return this.state.id;
  }

  /** Changes the state; facts follow from it. */
  change(changes: Partial<IssueState>): void {
    Object.assign(this.state, changes);
  }

  /** Adds a transition that has been applied to the timeline, with the state as it is now. */
  record(occurrence: Omit<IssueOccurrence, 'after' | 'toStatus'>): void {
    this.state.updatedAt = occurrence.at;
    this.state.facts = reportFacts(this.state);
    this.occurrences.push({ ...occurrence, toStatus: this.state.status, after: { ...this.state } });
  }

  /** One of those that wait for a decision. */
  request(requestId: string): IssueRequestState {
    const found = this.surroundings.requests.find(({ id }) => id === requestId);
    if (found === undefined) throw new Error(`issue ${this.id} has no request ${requestId}`);
    return found;
  }

  addRequest(request: IssueRequestState, decideWithinDays: number): void {
    this.newRequests.push(request);
    this.surroundings.requests.push(request);
    this.dateRequest(request, decideWithinDays);
  }

  /** Ends a request, or hands it on; the caller says how. */
  changeRequest(request: IssueRequestState, changes: Partial<IssueRequestState>): void {
    Object.assign(request, changes);
    if (!this.newRequests.includes(request)) this.changedRequests.add(request);
    this.countPending();
  }

  /** It is to be decided within so many working days from now. */
  dateRequest(request: IssueRequestState, workingDays: number): void {
    this.undated.push({ workingDays, setDue: (at) => (request.decideBy = at) });
    this.countPending();
  }

  addSupervision(supervision: SupervisionState, answerWithinDays: number): void {
    this.newSupervisions.push(supervision);
    this.surroundings.supervisions.push(supervision);
    this.undated.push({ workingDays: answerWithinDays, setDue: (at) => (supervision.answerDueAt = at) });
    this.countOpen();
  }

  changeSupervisions(ids: readonly string[], changes: Partial<SupervisionState>): void {
    for (const supervision of this.surroundings.supervisions.filter(({ id }) => ids.includes(id))) {
      Object.assign(supervision, changes);
      if (!this.newSupervisions.includes(supervision)) this.changedSupervisions.add(supervision);
    }
    this.countOpen();
  }

  /**
   * Gives a due instant to whatever was put on somebody since the last time.
   * @param dueIn when a limit of so many working days ends that begins now
   * @param opinionDueAt by when an opinion is asked for from now on
   */
  giveDates(dueIn: (workingDays: number) => Instant, opinionDueAt: Instant): void {
    for (const { workingDays, setDue } of this.undated) setDue(dueIn(workingDays));
    this.undated = [];
    for (const asked of this.newCoHandlers) asked.opinionDueAt ??= opinionDueAt;
    this.countPending();
    this.countOpen();
    this.state.opinionDueAt = earliest(this.surroundings.owedOpinions.map((owed) => owed.opinionDueAt));
  }

  /** Those who stay keep what they were asked and have said. */
  replaceCoHandlers(
    cadreIds: readonly string[],
    { at, opinionDueAt }: { readonly at: Instant; readonly opinionDueAt: Instant | null },
  ): void {
    const before = this.surroundings.coHandlerIds;
    const added = cadreIds.filter((cadreId) => !before.includes(cadreId));
    const asked = added.map((cadreId) => ({ cadreId, addedAt: at, opinionDueAt }));
    this.newCoHandlers.push(...asked);
    const still = this.surroundings.owedOpinions.filter(({ cadreId }) => cadreIds.includes(cadreId));
    this.surroundings.owedOpinions = [...still, ...asked];
    this.presentCoHandlerIds = cadreIds;
    this.surroundings.coHandlerIds = [...cadreIds];
    this.state.coHandlerCount = cadreIds.length;
  }

  giveOpinion(given: OpinionGiven): void {
    this.opinions.push(given);
    const { owedOpinions } = this.surroundings;
    this.surroundings.owedOpinions = owedOpinions.filter(({ cadreId }) => cadreId !== given.cadreId);
  }

  private countPending(): void {
    const pending = this.surroundings.requests.filter(({ status }) => status === 'pending');
    this.state.pendingRequests = pending.length;
    this.state.requestDueAt = earliest(pending.map(overdueFrom));
  }

  private countOpen(): void {
    const open = this.surroundings.supervisions.filter(isOpenDuty);
    this.state.openSupervisions = open.length;
    this.state.answerDueAt = earliest(open.map(({ answerDueAt }) => answerDueAt));
  }
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
