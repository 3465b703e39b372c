import type { IssueState } from './issue-types.js';

/** Whether the enterprise is hidden from the unit that handles the issue. */
export function isHidden({ confidential, releasedAt }: Pick<IssueState, 'confidential' | 'releasedAt'>): boolean {
  // In a list SQLite's 0 and 1 come as they are.
  return Boolean(confidential) && releasedAt === null;
}

/** The enterprise is released to one unit: when another one takes over, or none, it is hidden again. */
export function takenBack(
  before: Pick<IssueState, 'departmentId'>,
  after: Pick<IssueState, 'departmentId' | 'releasedAt'>,
): Partial<IssueState> {
  const stays = after.releasedAt === null || before.departmentId === after.departmentId;
  return stays ? {} : { releasedAt: null, releasedBy: null };
}

/** Whoever handles a confidential issue is remembered: what is hidden from them does not appear when they hand it on. */
export function rememberedHandlers(
  {
    confidential,
    assigneeId,
    handlerCadreIds,
    deputyCadreIds,
  }: Pick<IssueState, 'confidential' | 'assigneeId' | 'handlerCadreIds' | 'deputyCadreIds'>,
  coHandlerIds: readonly string[],
): Partial<IssueState> {
  if (!confidential) return {};
  const present = [...(assigneeId === null ? [] : [assigneeId]), ...coHandlerIds, ...deputyCadreIds];
  const added = [...new Set(present)].filter((cadreId) => !handlerCadreIds.includes(cadreId));
  return added.length === 0 ? {} : { handlerCadreIds: [...handlerCadreIds, ...added] };
}
