import {
  Choice,
  Code,
  Flag,
  InstantField,
  ListQuery,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { ALL_NOTICE_KINDS } from './domain/notice-kinds.js';

export class NotificationQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Only those that have not been read, or only those that have.' })
  unread?: boolean;
}

export class ToldIssueView {
  @Code() id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({
    max: 200,
    nullable: true,
    example: '生产线扩建后缺一线操作工 60 名',
    description: 'Null for a confidential issue.',
  })
  title!: string | null;
}

export class ToldBulletinView {
  @Code() id!: string;
  @Text({ max: 30, example: '2024-12' }) number!: string;
  @Text({ max: 200, example: '/api/v1/bulletins/x' }) url!: string;
  @Text({ max: 200, example: '/api/v1/bulletins/x/print?lang=zh' }) printUrl!: string;
}

export class AbsentView {
  @Code() id!: string;
  @Text({ max: 100, example: '王强' }) name!: string;
}

export class NotificationView {
  @Code() id!: string;
  @Choice(ALL_NOTICE_KINDS) kind!: string;
  @Text({ max: 200, example: '有问题交由您承办' }) title!: string;
  @Text({ max: 500, example: '请在时限内签收并联系企业。' }) body!: string;
  @Nested(() => ToldIssueView, { nullable: true, description: 'Null when the issue is not there for you now.' })
  issue!: ToldIssueView | null;
  @Nested(() => ToldBulletinView, { nullable: true, description: 'Null when it is not there for you now.' })
  bulletin!: ToldBulletinView | null;
  @Nested(() => AbsentView, { nullable: true, description: 'The absent cadre for whom you stand in.' })
  standsInFor!: AbsentView | null;
  @InstantField() createdAt!: string;
  @InstantField({ nullable: true, example: null }) readAt!: string | null;
}

export class UnreadView {
  @Whole({ example: 3 }) unreadCount!: number;
}

export class InboxPageView extends pageClass(NotificationView) {
  @Whole({ example: 3, description: 'Of all your notifications.' }) unreadCount!: number;
}
