import { ERASED_KINDS } from '../../kernel/person-erasure.js';
import { RETENTION_KINDS } from '../../kernel/retention-due.js';
import {
  Choice,
  Code,
  Flag,
  InstantField,
  ManyNested,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { MOST_ROWS } from './personal-data.read-model.js';

export class AccountDataView {
  @Code() id!: string;
  @Text({ max: 64, example: 'cadre' }) username!: string;
  @Text({ max: 100, example: '王强' }) displayName!: string;
  @Text({ max: 20, example: 'cadre' }) role!: string;
  @Code({ example: '411602' }) regionCode!: string;
  @InstantField() createdAt!: string;
  @InstantField() updatedAt!: string;
}

export class SessionDataView {
  @InstantField() createdAt!: string;
  @InstantField() lastUsedAt!: string;
  @InstantField({ nullable: true, example: null }) endedAt!: string | null;
  @Text({ max: 64, nullable: true, example: '192.0.2.7' }) address!: string | null;
}

export class TokenDataView {
  @Text({ max: 100, example: '12345 hotline' }) name!: string;
  @InstantField() createdAt!: string;
  @InstantField() expiresAt!: string;
  @InstantField({ nullable: true, example: null }) lastUsedAt!: string | null;
}

export class IdentityDataView {
  @Text({ max: 255, example: 'https://id.example.gov.cn' }) issuer!: string;
  @InstantField() createdAt!: string;
}

export class SubmittedIssueView {
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, nullable: true, example: '旺季缺包装工', description: 'Null for anybody but the person.' })
  title!: string | null;
  @InstantField() submittedAt!: string;
}

export class ActView {
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 40, example: 'sign' }) action!: string;
  @InstantField() at!: string;
}

export class UploadView {
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Whole({ example: 48_213, description: 'In bytes.' }) size!: number;
  @InstantField() uploadedAt!: string;
}

export class RevealDataView {
  @InstantField() at!: string;
  @Text({ max: 20, example: 'issue' }) subjectKind!: string;
  @Text({ max: 1000, nullable: true, example: '电话核实', description: 'Null for anybody but the person.' })
  reason!: string | null;
}

export class WithheldView {
  @Whole({ example: 0 }) issues!: number;
  @Whole({ example: 0 }) acts!: number;
  @Whole({ example: 0 }) attachments!: number;
}

export class TraceView {
  @InstantField() at!: string;
  @Text({ max: 60, example: 'session.opened' }) action!: string;
  @Text({ max: 20, example: 'done' }) outcome!: string;
  @Text({ max: 64, nullable: true, example: '192.0.2.7' }) address!: string | null;
}

/** Everything that is kept about one account. */
export class PersonalDataView {
  @Nested(() => AccountDataView) account!: AccountDataView;
  @Text({
    max: 254,
    nullable: true,
    example: 'wang.qiang@example.gov.cn',
    description: 'Where notifications are sent.',
  })
  email!: string | null;

  @Flag({ example: true, description: 'Whether the sign-in needs a code of an app.' }) secondFactor!: boolean;
  @ManyNested(() => SessionDataView, { max: MOST_ROWS }) sessions!: SessionDataView[];
  @ManyNested(() => TokenDataView, { max: MOST_ROWS }) apiTokens!: TokenDataView[];
  @ManyNested(() => IdentityDataView, { max: MOST_ROWS, description: 'Links to identity providers.' })
  identities!: IdentityDataView[];
  @ManyNested(() => SubmittedIssueView, { max: MOST_ROWS, description: 'Issues that were submitted with it.' })
  issues!: SubmittedIssueView[];
  @ManyNested(() => ActView, { max: MOST_ROWS, description: 'Steps in the timelines of issues.' }) acts!: ActView[];
  @ManyNested(() => UploadView, { max: MOST_ROWS, description: 'Attachments that were uploaded with it.' })
  attachments!: UploadView[];
  @ManyNested(() => RevealDataView, { max: MOST_ROWS, description: 'Looks at what is masked otherwise.' })
  reveals!: RevealDataView[];
  @ManyNested(() => TraceView, { max: MOST_ROWS, description: 'Entries of the audit trail.' })
  auditEntries!: TraceView[];
  @Nested(() => WithheldView, { description: 'How much of confidential and direct issues is not in the lists.' })
  withheld!: WithheldView;
  @Flag({ example: true, description: `False when a list holds only the newest ${MOST_ROWS}.` }) complete!: boolean;
}

export class ContactDataRequest {
  @Text({ max: 40, example: '13812345678', description: 'Of a contact person without an account.' }) phone!: string;
}

export class NamedByEnterpriseView {
  @Text({ max: 18, example: '91411602MA00000019' }) creditCode!: string;
  @Text({ max: 200, example: '周口示范食品有限公司' }) enterprise!: string;
  @Text({ max: 100, example: '李明' }) name!: string;
  @Text({ max: 100, nullable: true, example: '办公室主任' }) title!: string | null;
}

export class NamedByIssueView {
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 100, example: '李明' }) name!: string;
  @InstantField() submittedAt!: string;
}

export class WithheldContactView {
  @Whole({ example: 0 }) issues!: number;
}

/** Everything that is kept about a contact person whom only a phone number identifies. */
export class ContactDataView {
  @Text({ max: 40, example: '13812345678' }) phone!: string;
  @ManyNested(() => NamedByEnterpriseView, { max: MOST_ROWS, description: 'Where enterprises name them.' })
  enterprises!: NamedByEnterpriseView[];
  @ManyNested(() => NamedByIssueView, { max: MOST_ROWS, description: 'Issues that name them.' })
  issues!: NamedByIssueView[];
  @Nested(() => WithheldContactView, { description: 'How many confidential and direct issues are not in the list.' })
  withheld!: WithheldContactView;
  @Flag({ example: true, description: `False when only the newest ${MOST_ROWS} of a list are told.` })
  complete!: boolean;
}

export class ErasureRequest {
  @Code({ optional: true, description: 'Somebody with an account.' }) userId?: string;
  @Text({ max: 40, optional: true, example: '13812345678', description: 'A contact person without an account.' })
  phone?: string;
  @Text({ max: 1000, example: '本人于 2024-03-01 书面申请' }) reason!: string;
  @Flag({ optional: true, description: 'Tell only what would be erased.' }) dryRun?: boolean;
}

export class ErasedView {
  @Choice(ERASED_KINDS) kind!: string;
  @Whole({ example: 1 }) erased!: number;
  @Whole({ example: 0, description: 'Needed still: contacts of issues that are open.' }) kept!: number;
}

export class ErasureView {
  @Flag() dryRun!: boolean;
  @ManyNested(() => ErasedView) found!: ErasedView[];
}

export class RetentionRuleView {
  @Choice(RETENTION_KINDS) kind!: string;
  @Text({ max: 200, example: '已结束的登录会话' }) label!: string;
  @Whole({ example: 30, description: 'Days after the end.' }) keepDays!: number;
  @Whole({ example: 1 }) leastDays!: number;
  @Whole({ example: 3660 }) mostDays!: number;
  @Flag({ example: true }) active!: boolean;
  @InstantField({ nullable: true, example: null, description: 'The last nightly run.' }) lastRunAt!: string | null;
  @Whole({ min: 1 }) version!: number;
}

export const RetentionRulePageView = pageClass(RetentionRuleView);

export class RetentionRulePatch {
  @Whole({ optional: true, min: 1, max: 100_000, example: 30 }) keepDays?: number;
  @Flag({ optional: true }) active?: boolean;
}

export class RetentionRunRequest {
  @Flag({ optional: true, description: 'Tell only what would be dropped.' }) dryRun?: boolean;
}

export class RetentionOutcomeView {
  @Choice(RETENTION_KINDS) kind!: string;
  @Whole({ example: 30 }) keepDays!: number;
  @Whole({ example: 12 }) dropped!: number;
}

export class RetentionRunView {
  @Flag() dryRun!: boolean;
  @ManyNested(() => RetentionOutcomeView) outcomes!: RetentionOutcomeView[];
}
