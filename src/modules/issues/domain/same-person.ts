import type { Actor } from '../../../kernel/actor.js';
import type { IssueState } from './issue-types.js';

export type Person = Pick<Actor, 'userId' | 'cadreId'>;

/** One person may have two accounts, as a cadre and as a coordinator: both belong to one cadre. */
export function isSamePerson(
  { userId, cadreId }: Person,
  other: { readonly userId: unknown; readonly cadreId: unknown },
): boolean {
  return userId === other.userId || (cadreId !== null && cadreId === other.cadreId);
}

/** Whether the person leads or supports the issue, under whatever account. */
export function isHandler(
  { cadreId }: Pick<Actor, 'cadreId'>,
  { assigneeId }: Pick<IssueState, 'assigneeId'>,
  coHandlerIds: readonly string[],
): boolean {
  return cadreId !== null && (cadreId === assigneeId || coHandlerIds.includes(cadreId));
}

/** Whether the person leads or supports a confidential issue, or ever did, under whatever account. */
export function hasHandled(
  { cadreId }: Pick<Actor, 'cadreId'>,
  { handlerCadreIds }: Pick<IssueState, 'handlerCadreIds'>,
): boolean {
  return cadreId !== null && handlerCadreIds.includes(cadreId);
}

/** Whether the person has acted for an absent handler of the issue, under whatever account. */
export function hasStoodIn(
  { cadreId }: Pick<Actor, 'cadreId'>,
  { deputyCadreIds }: Pick<IssueState, 'deputyCadreIds'>,
): boolean {
  return cadreId !== null && deputyCadreIds.includes(cadreId);
}

/** Whether a conflict of interest keeps the person out of the issue. */
export function hasConflict(
  { cadreId }: Pick<Actor, 'cadreId'>,
  { conflictCadreIds }: Pick<IssueState, 'conflictCadreIds'>,
): boolean {
  return cadreId !== null && conflictCadreIds.includes(cadreId);
}
