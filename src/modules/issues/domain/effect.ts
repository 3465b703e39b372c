import type { Actor } from '../../../kernel/actor.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Relation } from './issue-lifecycle.js';
import type { IssueRequestState, IssueState, RequestKind, SupervisionState } from './issue-types.js';
import type { NewLead } from './lead-changes.js';

/** A cadre by id, and by the name that the timeline keeps. */
interface Supporter {
  readonly id: string;
  readonly name: string;
}

/** Who comes to support a lead who stays, and who leaves. */
export interface SupportChange {
  readonly added: readonly Supporter[];
  readonly removed: readonly Supporter[];
}

/** What an effect may look at besides the issue and the input; gathered before, so that effects stay pure. */
export interface EffectContext {
  readonly actor: Actor;
  readonly relations: ReadonlySet<Relation>;
  readonly now: Instant;
  /** The cadre that the input names, or the lead of the common issue that a disputing child takes over. */
  readonly lead: NewLead | null;
  /** Who comes and goes when a reassignment names the present lead; null when it names another one. */
  readonly support: SupportChange | null;
  /** The request that is decided, moves up, or whose decider is reminded. */
  readonly request: IssueRequestState | null;
  /** Region that answers for the issue at its level, and the one above it. */
  readonly responsibleRegionCode: string;
  readonly upperRegionCode: string;
  /** Supervisions and instructions that are open. */
  readonly supervisions: readonly SupervisionState[];
  /** The issue that this one is merged into. */
  readonly parent: Pick<IssueState, 'id' | 'number' | 'enterpriseId' | 'confidential'> | null;
  /** Whether the present lead is still on duty. */
  readonly leadOnDuty: boolean;
}

export interface NewRequest {
  readonly kind: RequestKind;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly deciderRegionCode: string;
  /** Who made the decision that is objected to. */
  readonly opposed?: { readonly userId: string | null; readonly cadreId: string | null };
}

/** What a transition does to the rows; the service writes it down. */
export interface Effect {
  readonly changes: Partial<IssueState>;
  /** Facts for the timeline. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Overrides the table for a note that is internal or not. */
  readonly visible?: boolean;
  readonly request?: NewRequest;
  readonly decision?: { readonly requestId: string; readonly approved: boolean; readonly reason: string };
  /** The request whose decider, above whom there is nobody, has missed the time and gets a new one. */
  readonly reminded?: { readonly requestId: string };
  readonly movedUp?: { readonly requestId: string; readonly deciderRegionCode: string };
  /** All co-handlers from now on. */
  readonly coHandlerIds?: readonly string[];
  /** One more co-handler. */
  readonly addedCoHandlerId?: string;
  /** By when the one who is added owes an opinion, when that is known already. */
  readonly addedOpinionDueAt?: Instant;
  /** One co-handler less. */
  readonly removedCoHandlerId?: string;
  /** What a co-handler says of it; a later one takes the place of an earlier one. */
  readonly opinion?: string;
  readonly supervision?: Pick<SupervisionState, 'kind' | 'note' | 'addressee'>;
  readonly answered?: { readonly ids: readonly string[]; readonly answer: string };
  /** Ids of supervisions and instructions. */
  readonly acknowledged?: readonly string[];
}

/** What an action does, for an input of its own. */
export type EffectOf<I> = (issue: IssueState, input: I, context: EffectContext) => Effect;
