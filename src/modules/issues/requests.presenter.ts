import { iso, isoOrNull, type Instant } from '../../kernel/clock.js';
import { presentAboutIssue, sightInList } from './about-issue.presenter.js';
import { isOverdue } from './domain/overdue-requests.js';
import { shownText } from './domain/sight.js';
import { detailsAsTold } from './event-details.js';
import type { Viewer } from './issue-viewing.service.js';
import { requesterOf } from './issues.presenter.js';
import type { RequestLineView } from './requests.dto.js';
import type { ListedRequest } from './requests.read-model.js';

/** Whom older objections name as the one who refused. */
const UNTOLD = ['refusedBy', 'refusedCadreId'];

export function presentRequestLine(row: ListedRequest, { actor, language }: Viewer, now: Instant): RequestLineView {
  const { request } = row;
  const sight = sightInList(row, actor);
  const told = Object.entries(request.details).filter(([name]) => !UNTOLD.includes(name));
  return {
    id: request.id,
    issue: presentAboutIssue(row, sight),
    kind: request.kind,
    status: request.status,
    reason: shownText(request.reason, sight),
    details: detailsAsTold(Object.fromEntries(told), sight),
    requestedBy: requesterOf(request, sight, language),
    requestedAt: iso(request.requestedAt),
    decideBy: iso(request.decideBy),
    overdue: isOverdue(request, now),
    deciderRegionCode: request.deciderRegionCode,
    movedUpCount: request.movedUpCount,
    remindedCount: request.remindedCount,
    decidedBy: request.decidedByName,
    decidedAt: isoOrNull(request.decidedAt),
    decisionReason: shownText(request.decisionReason, sight),
  };
}
