import {
  Choice,
  Code,
  Flag,
  FreeObject,
  InstantField,
  ListQuery,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import {
  ISSUE_STATUSES,
  REQUEST_KINDS,
  REQUEST_STATUSES,
  type RequestKind,
  type RequestStatus,
} from './domain/issue-types.js';
import { NamedView } from './named.dto.js';

export const REQUEST_SORTS = ['decideBy', '-decideBy', '-requestedAt', 'requestedAt'] as const;
export type RequestSort = (typeof REQUEST_SORTS)[number];

export class RequestListQuery extends ListQuery {
  @Choice(REQUEST_STATUSES, { optional: true, description: '`pending` unless said otherwise.' })
  status?: RequestStatus;

  @Choice(REQUEST_KINDS, { optional: true })
  kind?: RequestKind;

  @Flag({ query: true, optional: true, description: 'Waiting although it was to be decided by now.' })
  overdue?: boolean;

  @Flag({
    query: true,
    optional: true,
    description: 'Those that the caller has made, instead of those that are the caller’s to decide.',
  })
  mine?: boolean;

  @Choice(REQUEST_SORTS, { optional: true, description: '`decideBy` (most urgent first) unless said otherwise.' })
  sort?: RequestSort;
}

/** The issue that something in a list is about. */
export class AboutIssueView {
  @Code({ example: '018cc1e4-5c00-7000-8000-000000000000' }) id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, example: '生产线扩建后缺一线操作工 60 名' }) title!: string;
  @Choice(ISSUE_STATUSES, { example: 'assigned' }) status!: string;
  @Code({ example: '411602' }) regionCode!: string;
  @Nested(() => NamedView, {
    nullable: true,
    description: 'Null when it is hidden from the caller: the issue is confidential.',
  })
  enterprise!: NamedView | null;
  @Nested(() => NamedView, { nullable: true, description: 'The one lead cadre.' }) assignee!: NamedView | null;
}

export class RequestLineView {
  @Code() id!: string;
  @Nested(() => AboutIssueView) issue!: AboutIssueView;
  @Choice(REQUEST_KINDS) kind!: string;
  @Choice(REQUEST_STATUSES) status!: string;
  @Text({ max: 2000, example: 'not-our-duty' }) reason!: string;
  @FreeObject({
    example: { suggestedDepartmentId: '411602-finance', note: null },
    description: 'What belongs to the kind of request; instants are ISO texts.',
  })
  details!: Record<string, unknown>;
  @Text({ max: 100, example: '王强' }) requestedBy!: string;
  @InstantField() requestedAt!: string;
  @InstantField() decideBy!: string;
  @Flag({ description: 'Whether it waits although it was to be decided by now, or by an earlier `decideBy`.' })
  overdue!: boolean;
  @Code({ example: '411602', description: 'Coordinators of this region, or of one above it, decide.' })
  deciderRegionCode!: string;
  @Whole({ description: 'How often it has gone one level up, since nobody had decided in time.' })
  movedUpCount!: number;
  @Whole({
    description: 'How often its decider, above whom there is nobody, was reminded: each time with a new `decideBy`.',
  })
  remindedCount!: number;
  @Text({ max: 100, nullable: true, example: null }) decidedBy!: string | null;
  @InstantField({ nullable: true, example: null }) decidedAt!: string | null;
  @Text({ max: 2000, nullable: true, example: null }) decisionReason!: string | null;
}

export class RequestPageView extends pageClass(RequestLineView) {}
