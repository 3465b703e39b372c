import { Region } from './modules/regions/entities/region.entity.js';
import { Department } from './modules/reference/entities/department.entity.js';
import { Category } from './modules/reference/entities/category.entity.js';
import { Chain } from './modules/reference/entities/chain.entity.js';
import { Campaign } from './modules/reference/entities/campaign.entity.js';
import { Enterprise } from './modules/enterprises/entities/enterprise.entity.js';
import { Pairing } from './modules/enterprises/entities/pairing.entity.js';
import { Cadre } from './modules/cadres/entities/cadre.entity.js';
import { CadreSpecialty } from './modules/cadres/entities/cadre-specialty.entity.js';
import { CadreLeave } from './modules/cadres/entities/cadre-leave.entity.js';
import { CadreLoad } from './modules/cadres/entities/cadre-load.entity.js';
import { User } from './modules/identity/entities/user.entity.js';
import { Session } from './modules/identity/entities/session.entity.js';
import { AttemptCount } from './modules/identity/entities/attempt-count.entity.js';
import { PasswordHistory } from './modules/identity/entities/password-history.entity.js';
import { RecoveryCode } from './modules/identity/entities/recovery-code.entity.js';
import { SecondFactor } from './modules/identity/entities/second-factor.entity.js';
import { SecurityPolicyRow } from './modules/identity/entities/security-policy-row.entity.js';
import { ApiToken } from './modules/identity/entities/api-token.entity.js';
import { Invitation } from './modules/accounts/entities/invitation.entity.js';
import { SetupToken } from './modules/accounts/entities/setup-token.entity.js';
import { OidcLink } from './modules/oidc/entities/oidc-link.entity.js';
import { OidcTransaction } from './modules/oidc/entities/oidc-transaction.entity.js';
import { RoutingRule } from './modules/routing/entities/routing-rule.entity.js';
import { SlaPolicyRow } from './modules/deadlines/entities/sla-policy-row.entity.js';
import { CalendarCorrection } from './modules/deadlines/entities/calendar-correction.entity.js';
import { Issue } from './modules/issues/entities/issue.entity.js';
import { FigureCell } from './modules/figure-cells/entities/figure-cell.entity.js';
import { UnfoldedIssue } from './modules/figure-cells/entities/unfolded-issue.entity.js';
import { IssueEvent } from './modules/issues/entities/issue-event.entity.js';
import { IssueRequest } from './modules/issues/entities/issue-request.entity.js';
import { IssueCoHandler } from './modules/issues/entities/issue-co-handler.entity.js';
import { IssueSupervision } from './modules/issues/entities/issue-supervision.entity.js';
import { IssueClockFact } from './modules/issues/entities/issue-clock-fact.entity.js';
import { CallBackTask } from './modules/call-backs/entities/call-back-task.entity.js';
import { SamplingRuleRow } from './modules/call-backs/entities/sampling-rule.entity.js';
import { BulletinExclusion } from './modules/bulletins/entities/bulletin-exclusion.entity.js';
import { BulletinRecipient } from './modules/bulletins/entities/bulletin-recipient.entity.js';
import { BulletinScheduleRow } from './modules/bulletins/entities/bulletin-schedule.entity.js';
import { BulletinRow } from './modules/bulletins/entities/bulletin.entity.js';
import { NumberSequence } from './modules/issues/entities/number-sequence.entity.js';
import { Attachment } from './modules/attachments/entities/attachment.entity.js';
import { NoticedColour } from './modules/notifications/entities/noticed-colour.entity.js';
import { Notification } from './modules/notifications/entities/notification.entity.js';
import { NotificationInbox } from './modules/notifications/entities/notification-inbox.entity.js';
import { NotificationPreference } from './modules/notifications/entities/notification-preference.entity.js';
import { IdempotencyKey } from './platform/persistence/entities/idempotency-key.entity.js';
import { ReferenceVersion } from './platform/persistence/entities/reference-version.entity.js';
import { AuditEntry } from './platform/audit/entities/audit-entry.entity.js';
import { AuditHeadRow } from './platform/audit/entities/audit-head.entity.js';
import { RetentionRuleRow } from './modules/privacy/entities/retention-rule.entity.js';
import { RateWindow } from './platform/rate-limits/entities/rate-window.entity.js';
import { SweepLease } from './platform/scheduling/entities/sweep-lease.entity.js';
import { WebhookRow } from './modules/webhooks/entities/webhook-row.entity.js';
import { OutboxMessage } from './platform/outbox/entities/outbox-message.entity.js';
import { Installation } from './platform/storage/entities/installation.entity.js';
import { ReferenceData1764000000001 } from './migrations/1764000000001-reference-data.js';
import { People1764000000002 } from './migrations/1764000000002-people.js';
import { Issues1764000000003 } from './migrations/1764000000003-issues.js';
import { AuditTrail1764100000001 } from './migrations/1764100000001-audit-trail.js';
import { Identity1764100000002 } from './migrations/1764100000002-identity.js';
import { Accounts1764100000003 } from './migrations/1764100000003-accounts.js';
import { RequestsAndSupervision1764100000017 } from './migrations/1764100000017-requests-and-supervision.js';
import { SweepLeases1764100000011 } from './migrations/1764100000011-sweep-leases.js';
import { Privacy1764100000008 } from './migrations/1764100000008-privacy.js';
import { TokenFactor1764100000010 } from './migrations/1764100000010-token-factor.js';
import { Attachments1764100000006 } from './migrations/1764100000006-attachments.js';
import { RememberedHandlers1764100000012 } from './migrations/1764100000012-remembered-handlers.js';
import { Installation1764100000009 } from './migrations/1764100000009-installation.js';
import { RateLimits1764100000007 } from './migrations/1764100000007-rate-limits.js';
import { Webhooks1764100000014 } from './migrations/1764100000014-webhooks.js';
import { Opinions1764100000018 } from './migrations/1764100000018-opinions.js';
import { CallBackTasks1764100000019 } from './migrations/1764100000019-call-back-tasks.js';
import { Deputies1764100000020 } from './migrations/1764100000020-deputies.js';
import { OutboxLanes1764100000022 } from './migrations/1764100000022-outbox-lanes.js';
import { Outbox1764100000013 } from './migrations/1764100000013-outbox.js';
import { Confidential1764100000004 } from './migrations/1764100000004-confidential.js';
import { Notifications1764100000015 } from './migrations/1764100000015-notifications.js';
import { Reveal } from './modules/reveals/entities/reveal.entity.js';
import { Revealer } from './modules/reveals/entities/revealer.entity.js';
import { Clocks1764100000016 } from './migrations/1764100000016-clocks.js';
import { Colours1764100000023 } from './migrations/1764100000023-colours.js';
import { FailingWebhooks1764100000024 } from './migrations/1764100000024-failing-webhooks.js';
import { CallBackReminders1764100000028 } from './migrations/1764100000028-call-back-reminders.js';
import { NoticeRetention1764100000025 } from './migrations/1764100000025-notice-retention.js';
import { OwedAnswers1764100000027 } from './migrations/1764100000027-owed-answers.js';
import { TableExportRow } from './modules/exports/entities/table-export.entity.js';
import { TableExports1764100000029 } from './migrations/1764100000029-table-exports.js';
import { EventTurns1764100000034 } from './migrations/1764100000034-event-turns.js';
import { MaskedText1764100000035 } from './migrations/1764100000035-masked-text.js';
import { FigureCells1764100000039 } from './migrations/1764100000039-figure-cells.js';
import { SilentTop1764100000036 } from './migrations/1764100000036-silent-top.js';
import { Bulletins1764100000031 } from './migrations/1764100000031-bulletins.js';
import { BulletinSchedules1764100000032 } from './migrations/1764100000032-bulletin-schedules.js';
import { NoticesOfBulletins1764100000033 } from './migrations/1764100000033-notices-of-bulletins.js';
import type { SchemaParts } from './platform/persistence/index.js';

/** Every table of the product and how it came to be; migrations are in order and never change once released. */
export const SCHEMA: SchemaParts = {
  entities: [
    Region,
    Department,
    Category,
    Chain,
    Campaign,
    Enterprise,
    Pairing,
    Cadre,
    CadreSpecialty,
    CadreLeave,
    CadreLoad,
    User,
    Session,
    ApiToken,
    SecurityPolicyRow,
    PasswordHistory,
    AttemptCount,
    SecondFactor,
    RecoveryCode,
    Invitation,
    SetupToken,
    OidcLink,
    OidcTransaction,
    RoutingRule,
    SlaPolicyRow,
    CalendarCorrection,
    Issue,
    IssueEvent,
    FigureCell,
    UnfoldedIssue,
    IssueRequest,
    IssueCoHandler,
    IssueSupervision,
    IssueClockFact,
    NumberSequence,
    SamplingRuleRow,
    CallBackTask,
    BulletinRow,
    BulletinExclusion,
    BulletinScheduleRow,
    BulletinRecipient,
    Attachment,
    Notification,
    NotificationInbox,
    NotificationPreference,
    NoticedColour,
    Installation,
    OutboxMessage,
    WebhookRow,
    IdempotencyKey,
    ReferenceVersion,
    AuditEntry,
    AuditHeadRow,
    RateWindow,
    SweepLease,
    RetentionRuleRow,
    Reveal,
    Revealer,
    TableExportRow,
  ],
  migrations: [
    ReferenceData1764000000001,
    People1764000000002,
    Issues1764000000003,
    AuditTrail1764100000001,
    Identity1764100000002,
    Accounts1764100000003,
    Confidential1764100000004,
    Attachments1764100000006,
    RateLimits1764100000007,
    Privacy1764100000008,
    TokenFactor1764100000010,
    Installation1764100000009,
    SweepLeases1764100000011,
    RememberedHandlers1764100000012,
    Outbox1764100000013,
    Webhooks1764100000014,
    Notifications1764100000015,
    Clocks1764100000016,
    RequestsAndSupervision1764100000017,
    Opinions1764100000018,
    CallBackTasks1764100000019,
    Deputies1764100000020,
    OutboxLanes1764100000022,
    Colours1764100000023,
    FailingWebhooks1764100000024,
    NoticeRetention1764100000025,
    OwedAnswers1764100000027,
    CallBackReminders1764100000028,
    TableExports1764100000029,
    Bulletins1764100000031,
    BulletinSchedules1764100000032,
    NoticesOfBulletins1764100000033,
    EventTurns1764100000034,
    MaskedText1764100000035,
    SilentTop1764100000036,
    FigureCells1764100000039,
  ],
};
