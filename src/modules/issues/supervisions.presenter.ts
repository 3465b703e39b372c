import type { Actor } from '../../kernel/actor.js';
import { iso, isoOrNull, type Instant } from '../../kernel/clock.js';
import { presentAboutIssue, sightInList } from './about-issue.presenter.js';
import type { SupervisionState } from './domain/issue-types.js';
import { shownText, type Sight } from './domain/sight.js';
import { isOpenDuty } from './domain/supervision.js';
import type { SupervisionLineView, SupervisionView } from './supervisions.dto.js';
import type { ListedSupervision } from './supervisions.read-model.js';

export function presentSupervision(supervision: SupervisionState, sight: Sight, now: Instant): SupervisionView {
  const { answerDueAt } = supervision;
  return {
    id: supervision.id,
    kind: supervision.kind,
    note: shownText(supervision.note, sight),
    addressee: supervision.addressee,
    openedBy: supervision.openedByName,
    openedAt: iso(supervision.openedAt),
    answerDueAt: isoOrNull(answerDueAt),
    overdue: isOpenDuty(supervision) && answerDueAt !== null && answerDueAt < now,
    acknowledgedAt: isoOrNull(supervision.acknowledgedAt),
    answer: shownText(supervision.answer, sight),
    answeredAt: isoOrNull(supervision.answeredAt),
  };
}

export function presentSupervisionLine(
  row: ListedSupervision,
  { actor }: { readonly actor: Actor },
  now: Instant,
): SupervisionLineView {
  const sight = sightInList(row, actor);
  return { ...presentSupervision(row, sight, now), issue: presentAboutIssue(row, sight) };
}
