import { PickType } from '@nestjs/swagger';
import {
  Choice,
  Code,
  Flag,
  FreeObject,
  InstantField,
  ManyCodes,
  ManyNested,
  ManyTexts,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { NamedView } from './named.dto.js';
import { SupervisionView } from './supervisions.dto.js';
import { ISSUE_ACTIONS } from './domain/issue-lifecycle.js';
import {
  CHANNELS,
  CONFIRMATIONS,
  ISSUE_STATUSES,
  LEVELS,
  REQUEST_KINDS,
  REQUEST_STATUSES,
  RESOLUTIONS,
  URGENCIES,
} from './domain/issue-types.js';

export const WARNING_COLOURS = ['none', 'yellow', 'orange', 'red'] as const;
export type WarningColour = (typeof WARNING_COLOURS)[number];

export class CoHandlerView extends NamedView {
  @InstantField({ nullable: true, description: 'By when their opinion is asked for.' }) opinionDueAt!: string | null;
  @InstantField({ nullable: true, example: null }) opinionAt!: string | null;
  @Text({
    max: 4000,
    nullable: true,
    example: null,
    description: 'Their latest opinion; neither it nor its times are shown to the enterprise.',
  })
  opinion!: string | null;
}

export class IssueContactView {
  @Text({ max: 100, example: '李*', description: 'Masked, like the number, for whoever does not handle the issue.' })
  name!: string;
  @Text({ max: 40, example: '138****0000' }) phone!: string;
}

export class RoutingView {
  @Code({
    nullable: true,
    example: 'enterprise-chief',
    description: 'The rule that named the lead; null when nobody was found.',
  })
  rule!: string | null;
  @ManyTexts({ example: ['王强是该企业的首席服务员'] }) reasons!: string[];
}

export class RatingView {
  @Whole({ min: 1, max: 5, example: 5 }) stars!: number;
  @Flag({ nullable: true, example: true }) solved!: boolean | null;
  @Text({ max: 2000, min: 0, nullable: true, example: '很满意' }) comment!: string | null;
  @InstantField({ nullable: true }) at!: string | null;
}

export class IssueRequestView {
  @Code() id!: string;
  @Choice(REQUEST_KINDS) kind!: string;
  @Choice(REQUEST_STATUSES) status!: string;
  @Text({ max: 2000, example: 'not-our-duty' }) reason!: string;
  @Text({ max: 100, example: '王强' }) requestedBy!: string;
  @InstantField() requestedAt!: string;
  @InstantField() decideBy!: string;
  @Flag({ description: 'Whether it waits although it was to be decided by now, or by an earlier `decideBy`.' })
  overdue!: boolean;
  @Whole({ description: 'How often it has gone one level up, since nobody had decided in time.' })
  movedUpCount!: number;
  @Whole({
    description: 'How often its decider, above whom there is nobody, was reminded: each time with a new `decideBy`.',
  })
  remindedCount!: number;
}

/** An issue as it stands, and what the caller may do with it now. */
export class IssueView {
  @Code({ example: '018cc1e4-5c00-7000-8000-000000000000' }) id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Choice(ISSUE_STATUSES, { example: 'assigned' }) status!: string;
  @Choice(RESOLUTIONS, { nullable: true, example: null }) resolution!: string | null;
  @Choice(LEVELS) level!: string;
  @Choice(URGENCIES) urgency!: string;
  @Choice(CHANNELS) channel!: string;
  @Nested(() => NamedView, {
    nullable: true,
    description: 'Null when it is hidden from the caller: the issue is confidential.',
  })
  enterprise!: NamedView | null;
  @Code({ example: '411602' }) regionCode!: string;
  @Code({ example: 'labour' }) categoryCode!: string;
  @Code({ nullable: true, example: null }) chainCode!: string | null;
  @Code({ nullable: true, example: null }) campaignCode!: string | null;
  @Text({ max: 200, example: '生产线扩建后缺一线操作工 60 名' }) title!: string;
  @Text({ max: 10_000, example: '公司二期生产线 5 月投产，现有一线操作工缺口约 60 名。' }) description!: string;
  @Nested(() => IssueContactView, { nullable: true }) contact!: IssueContactView | null;
  @Flag() confidential!: boolean;
  @InstantField({
    nullable: true,
    example: null,
    description: 'When the enterprise of a confidential issue was released to the present handling unit.',
  })
  releasedAt!: string | null;
  @Flag({ description: 'Sent straight one level up: officials below that level do not see it.' }) direct!: boolean;
  @ManyCodes({ example: [], description: 'Cadres with a conflict of interest; never shown to a cadre.' })
  excludedCadreIds!: string[];
  @Flag({ description: 'Logged by somebody else on behalf of the enterprise.' }) onBehalf!: boolean;
  @Nested(() => NamedView, { nullable: true, description: 'The one lead cadre.' }) assignee!: NamedView | null;
  @Code({ nullable: true, example: '411602-human-resources', description: 'The handling unit.' }) departmentId!:
    string | null;
  @ManyNested(() => CoHandlerView, { example: [] }) coHandlers!: CoHandlerView[];
  @Nested(() => RoutingView, { nullable: true }) routing!: RoutingView | null;
  @Text({ max: 4000, nullable: true, example: null, description: 'What was done, as the handler claims it.' })
  measures!: string | null;
  @InstantField() submittedAt!: string;
  @InstantField({ nullable: true }) acceptedAt!: string | null;
  @InstantField({ nullable: true }) assignedAt!: string | null;
  @InstantField({ nullable: true, example: null }) signedAt!: string | null;
  @InstantField({ nullable: true, example: null }) firstContactAt!: string | null;
  @InstantField({ nullable: true, example: null }) doneClaimedAt!: string | null;
  @InstantField({ nullable: true, example: null }) verifiedAt!: string | null;
  @InstantField({ nullable: true, example: null }) closedAt!: string | null;
  @InstantField({ nullable: true, example: '2024-02-18T10:00:00.000Z' }) dueAt!: string | null;
  @InstantField({ nullable: true, example: '2024-02-18T10:00:00.000Z' }) originalDueAt!: string | null;
  @Flag({ description: 'The due date was reckoned over days of a year whose official calendar is not published yet.' })
  dueProvisional!: boolean;
  @InstantField({ nullable: true, example: null, description: 'Until when the enterprise may rate.' }) ratingDueAt!:
    string | null;
  @InstantField({
    nullable: true,
    example: null,
    description:
      'When long-term handling is reviewed; stays when the review is missed, until somebody takes the issue up.',
  })
  reviewAt!: string | null;
  @Choice(WARNING_COLOURS) warning!: string;
  @Choice(CONFIRMATIONS, { nullable: true, example: null }) confirmation!: string | null;
  @Nested(() => RatingView, { nullable: true }) rating!: RatingView | null;
  @Whole() reworkCount!: number;
  @Whole() returnCount!: number;
  @Flag({ description: 'Units pass it on to each other: a second return was asked for.' }) bouncing!: boolean;
  @Whole() reopenCount!: number;
  @Code({ nullable: true, example: null }) mergedIntoId!: string | null;
  @Flag({ description: 'Others were merged into it although they belong to other enterprises (共性问题).' })
  common!: boolean;
  @ManyNested(() => IssueRequestView, { description: 'Requests that wait for a decision.' })
  requests!: IssueRequestView[];
  @ManyNested(() => SupervisionView, {
    description: 'Supervisions that wait for an answer and instructions to be acknowledged; none for the enterprise.',
  })
  supervisions!: SupervisionView[];
  @ManyCodes({ values: ISSUE_ACTIONS, example: ['sign', 'return'], description: 'What the caller may do now.' })
  actions!: string[];
  @Whole({ min: 1, example: 1 }) version!: number;
}

/** One line of a list; `GET /issues/{id}` has the rest. */
export class IssueLineView extends PickType(IssueView, [
  ...(['id', 'number', 'status', 'resolution', 'level', 'urgency', 'channel', 'enterprise', 'regionCode'] as const),
  ...(['categoryCode', 'title', 'assignee', 'departmentId', 'confidential', 'common', 'submittedAt'] as const),
  ...(['closedAt', 'dueAt', 'warning', 'confirmation', 'version'] as const),
]) {
  @Whole({ min: 1, max: 5, nullable: true, example: 5, description: 'The rating.' }) stars!: number | null;
}

export class IssuePageView extends pageClass(IssueLineView) {}

export class IssueEventView {
  @Code() id!: string;
  @Whole({ min: 1 }) sequence!: number;
  @Choice(ISSUE_ACTIONS) action!: string;
  @Text({ max: 100, example: '交办' }) label!: string;
  @Text({ max: 100, example: '王强' }) actor!: string;
  @Text({ max: 20, example: 'cadre' }) actorRole!: string;
  @InstantField() at!: string;
  @Choice(ISSUE_STATUSES, { nullable: true }) fromStatus!: string | null;
  @Choice(ISSUE_STATUSES) toStatus!: string;
  @Flag({ example: true }) visibleToEnterprise!: boolean;
  @FreeObject({ example: { note: '已联系用工单位' }, description: 'Facts of the event; instants are ISO texts.' })
  details!: Record<string, unknown>;
}

export class IssueEventsPageView extends pageClass(IssueEventView) {}

export class ActionChoiceView {
  @Text({ max: 100, example: 'phone' }) value!: string;
  @Text({ max: 100, example: '电话' }) label!: string;
}

export class ActionFieldView {
  @Text({ max: 50, example: 'means' }) name!: string;
  @Text({ max: 100, example: '联系方式' }) label!: string;
  @Choice(['text', 'choice', 'whole', 'instant', 'flag', 'code', 'codes', 'informed']) kind!: string;
  @Flag({ example: true }) required!: boolean;
  @ManyNested(() => ActionChoiceView, { optional: true }) choices?: ActionChoiceView[];
}

export class PossibleActionView {
  @Choice(ISSUE_ACTIONS, { example: 'start' }) action!: string;
  @Text({ max: 100, example: '登记首次联系' }) label!: string;
  @ManyNested(() => ActionFieldView) fields!: ActionFieldView[];
}

export class HandoverView {
  @Whole({ example: 12, description: 'How many open issues were handed over.' }) moved!: number;

  @Whole({ example: 2, description: 'How many opinions of a co-handler were handed over.' }) supported!: number;

  @Whole({ example: 3, description: 'How many pairings with enterprises were handed over.' }) paired!: number;
}
