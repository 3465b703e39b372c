export { factMask, type Fact, FACTS, isDirect } from './domain/issue-facts.js';
export { routingReason, routingReasons } from './domain/routing-reasons.js';
export { isFreeToCall } from './domain/issue-guards.js';
export { type IssueSurroundings, mayDecide, maySee } from './domain/issue-access.js';
export { requestFromRow } from './issue-rows.js';
export * from './domain/issue-types.js';
export { CHANNEL_LABELS, COLOUR_LABELS, LEVEL_LABELS } from './domain/issue-labels.js';
export { ISSUE_ACTIONS, type IssueAction, transitionOf } from './domain/issue-lifecycle.js';
export { reaches } from './domain/issue-access.js';
export { inputOf } from './action-bodies.js';
export * from './domain/metrics.js';
export * from './domain/flow.js';
export { flowMovesSql, type FlowMoves, type FlowPlan, openAtEndSql, turnedSql } from './issue-flow.js';
export {
  AFTER_EVENT,
  cohortSql,
  type FigureWindow,
  ISSUES_NOW,
  issuesAsOf,
  selectionSql,
} from './drill-down.read-model.js';
export { type BulletinScope, BulletinScopes } from './bulletin-scopes.js';
export { IssueActions } from './issue-actions.service.js';
export { IssueCase } from './issue-case.js';
export { WARNING_COLOURS, type WarningColour } from './issue-views.dto.js';
export { Handover } from './handover.service.js';
export { IssueFilterQuery } from './issue-filters.dto.js';
export { callers as callersOf, REACHED } from './issue-neighbours.read-model.js';
export { IssueFilters, neverStoodInSql, overdueSql, warningSql } from './issue-filters.read-model.js';
export { type GroupingRule, IssueGroupings } from './issue-groupings.read-model.js';
export { submissionOf } from './issue-inputs.js';
export { IssueSubmission } from './issue-submission.service.js';
export { IssuesReadModel, type SeenIssue } from './issues.read-model.js';
export { auditRegionOf } from './domain/audited-issue.js';
export { IssueReading, type ToldIssue } from './issue-reading.service.js';
export { shownName as shownPersonName, sightOf } from './domain/sight.js';
export { IssueSystemSteps } from './issue-system-steps.service.js';
export { IssueTransitions } from './issue-transitions.service.js';
export { IssueWindows } from './issue-windows.service.js';
export { CallBackWanted, IssueChanged, IssueColourBegan } from './issues.events.js';
export { SubmitIssueBody } from './issues.dto.js';
export { IssuesModule } from './issues.module.js';
