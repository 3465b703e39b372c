import type { Actor } from '../../../kernel/actor.js';
import { isDirect } from './issue-facts.js';
import type { IssueState } from './issue-types.js';

/** An absent cadre for whom the actor acts today. */
export interface StandIn {
  readonly cadreId: string;
  readonly name: string;
  /** Where the actor belongs as a cadre, whatever the region of the account. */
  readonly deputyRegionCode: string;
  /** The deputies between the two, who are away as well. */
  readonly via: readonly string[];
}

interface Place {
  isWithin(regionCode: string, ancestor: string): boolean;
  upper(regionCode: string): string;
  readonly coHandlerIds: readonly string[];
  readonly standsInFor: readonly StandIn[];
}

type Deputy = Pick<Actor, 'cadreId'>;
type Handled = Pick<IssueState, 'assigneeId' | 'conflictCadreIds' | 'facts' | 'regionCode'>;

/**
 * Those for whom the actor may act on this issue. A conflict of interest stops the chain of deputies, as it does in
 * routing; and what was sent straight one level up is nothing for a deputy below that level.
 */
export function absentHandlers({ cadreId }: Deputy, issue: Handled, place: Place) {
  const mayHear = ({ deputyRegionCode }: StandIn): boolean =>
    !isDirect(issue) || place.isWithin(place.upper(issue.regionCode), deputyRegionCode);
  const acting = place.standsInFor.filter(
    (standIn) =>
      mayHear(standIn) &&
      ![cadreId, standIn.cadreId, ...standIn.via].some((id) => issue.conflictCadreIds.includes(id!)),
  );
  return {
    lead: acting.find((standIn) => standIn.cadreId === issue.assigneeId) ?? null,
    coHandler: acting.find((standIn) => place.coHandlerIds.includes(standIn.cadreId)) ?? null,
  };
}

/** Whoever acts for a handler has handled the issue: they neither verify it nor call back, nor decide its requests. */
export function deputyRemembered(
  { deputyCadreIds }: Pick<IssueState, 'deputyCadreIds'>,
  { cadreId }: Pick<Actor, 'cadreId'>,
  absent: StandIn | null,
): Partial<IssueState> {
  if (absent === null || cadreId === null || deputyCadreIds.includes(cadreId)) return {};
  return { deputyCadreIds: [...deputyCadreIds, cadreId] };
}
