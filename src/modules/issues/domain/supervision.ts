import type { Actor } from '../../../kernel/actor.js';
import type { Relation } from './issue-lifecycle.js';
import { NobodyToInstruct, SupervisionKindNotHigher } from './issue-refusals.js';
import {
  type Addressee,
  type IssueState,
  SUPERVISION_KINDS,
  type SupervisionKind,
  type SupervisionState,
} from './issue-types.js';

/** Working days until the close of which an answer is due; of an instruction, its acknowledgement. */
export const ANSWER_WITHIN_DAYS: Readonly<Record<SupervisionState['kind'], number>> = {
  urge: 1,
  supervise: 3,
  listed: 3,
  instruction: 1,
};

/** Whether somebody still has to answer it, or to acknowledge an instruction. */
export function isOpenDuty({ kind, acknowledgedAt, answeredAt }: SupervisionState): boolean {
  return kind === 'instruction' ? acknowledgedAt === null : answeredAt === null;
}

/**
 * Whether the duty is one of somebody who stands so to the issue: of the lead, and of the coordinator for what is
 * addressed to them or while nobody leads; but not of the coordinator who has put it on others.
 */
function isDutyOf({ addressee, openedBy }: SupervisionState, { userId, relations, issue }: DutyBearer): boolean {
  if (relations.has('lead') && addressee !== 'coordinator') return true;
  const ofCoordinator = addressee === 'coordinator' || issue.assigneeId === null;
  return ofCoordinator && relations.has('coordinator') && openedBy !== userId;
}

interface DutyBearer {
  readonly userId: string;
  readonly relations: ReadonlySet<Relation>;
  readonly issue: Pick<IssueState, 'assigneeId'>;
}

/** What the bearer has to answer now. */
export function toAnswer(supervisions: readonly SupervisionState[], bearer: DutyBearer): SupervisionState[] {
  return supervisions.filter((one) => one.kind !== 'instruction' && isOpenDuty(one) && isDutyOf(one, bearer));
}

/** What the bearer has to acknowledge now. */
export function toAcknowledge(supervisions: readonly SupervisionState[], bearer: DutyBearer): SupervisionState[] {
  return supervisions.filter((one) => isOpenDuty(one) && one.acknowledgedAt === null && isDutyOf(one, bearer));
}

const rank = (kind: SupervisionState['kind']): number => SUPERVISION_KINDS.indexOf(kind as SupervisionKind);

/**
 * Supervision goes up only while it is not answered: 催办, 督办, 挂牌督办.
 * @throws DomainError 409 when one of the same kind or a higher one is still open
 */
export function mustBeHigher(kind: SupervisionKind, supervisions: readonly SupervisionState[]): void {
  if (supervisions.some((one) => isOpenDuty(one) && rank(one.kind) >= rank(kind))) throw SupervisionKindNotHigher();
}

/** Whether the highest kind is open already. */
export function isAtTop(supervisions: readonly SupervisionState[]): boolean {
  return supervisions.some((one) => isOpenDuty(one) && one.kind === SUPERVISION_KINDS.at(-1));
}

/** @throws DomainError 422 when an instruction is for a lead that there is not */
export function mustBeThere(addressee: Addressee, { assigneeId }: Pick<IssueState, 'assigneeId'>): void {
  if (addressee === 'lead' && assigneeId === null) throw NobodyToInstruct();
}

/**
 * Whether somebody is told of it: supervisions are for officials; an instruction only for those above and those who
 * handle the issue, not for a cadre who merely stands for the enterprise.
 */
export function isToldOf(kind: SupervisionState['kind'], { role }: Pick<Actor, 'role'>, handles: boolean): boolean {
  if (role === 'enterprise') return false;
  return kind !== 'instruction' || role !== 'cadre' || handles;
}
