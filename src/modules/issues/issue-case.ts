import type { Actor } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/clock.js';
import type { ClockFact } from './domain/clock-fact.js';
import type { IssueAction } from './domain/issue-lifecycle.js';
import type { IssueRequestState, IssueState, NewCoHandler } from './domain/issue-types.js';
import { reportFacts } from './domain/issue-facts.js';

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

export interface SupervisionChange {
  readonly kind: string;
  readonly note: string;
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
  newSupervision: SupervisionChange | null = null;
  supervisionAnswer: string | null = null;
  /** Those who came to support it, also when they have left again. */
  readonly newCoHandlers: NewCoHandler[] = [];
  readonly opinions: OpinionGiven[] = [];
  /** Who supports it from now on, once that has changed. */
  presentCoHandlerIds: readonly string[] | null = null;
  state: IssueState;

  constructor(
    /** As it was loaded; null for a new issue. */
    readonly before: Readonly<IssueState> | null,
    state: IssueState,
    public names: IssueNames,
    readonly surroundings: {
      requests: IssueRequestState[];
      coHandlerIds: string[];
      /** Paired cadres that matter to the caller; empty unless a cadre asks. */
      pairedCadreIds: string[];
      parentStatus: IssueState['status'] | null;
    } = { requests: [], coHandlerIds: [], pairedCadreIds: [], parentStatus: null },
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
    this.state.facts = reportFacts(this.state);
    this.occurrences.push({ ...occurrence, toStatus: this.state.status, after: { ...this.state } });
  }

  addRequest(request: IssueRequestState): void {
    this.newRequests.push(request);
    this.surroundings.requests.push(request);
    this.countPending();
  }

  /** Ends a request; the caller says how. */
  endRequest(request: IssueRequestState, end: Partial<IssueRequestState>): void {
    Object.assign(request, end);
    if (!this.newRequests.includes(request)) this.changedRequests.add(request);
    this.countPending();
  }

  /** Those who stay keep what they were asked and have said. */
  replaceCoHandlers(cadreIds: readonly string[], at: Instant): void {
    const before = this.surroundings.coHandlerIds;
    const added = cadreIds.filter((cadreId) => !before.includes(cadreId));
    this.newCoHandlers.push(...added.map((cadreId) => ({ cadreId, addedAt: at, opinionDueAt: null })));
    this.presentCoHandlerIds = cadreIds;
    this.surroundings.coHandlerIds = [...cadreIds];
    this.state.coHandlerCount = cadreIds.length;
  }

  private countPending(): void {
    this.state.pendingRequests = this.surroundings.requests.filter((request) => request.status === 'pending').length;
  }
}
