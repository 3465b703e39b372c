import { IntersectionType, OmitType } from '@nestjs/swagger';
import { Choice, FormatQuery, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';

/** The filters of `/issues`; the colour is what is counted. */
export class WarningQuery extends IntersectionType(OmitType(IssueFilterQuery, ['warning', 'status']), FormatQuery) {
  @Choice(GROUPING_CODES, { optional: true, description: 'What the rows are; `region` unless said otherwise.' })
  groupBy?: Grouping;
}

export class WarningCountsView {
  @Whole({ description: 'Open issues without a colour.' }) none!: number;
  @Whole({ example: 3 }) yellow!: number;
  @Whole({ example: 1 }) orange!: number;
  @Whole() red!: number;
}

export class GroupWarningsView extends WarningCountsView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class WarningReportView {
  @InstantField() asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => WarningCountsView) total!: WarningCountsView;
  @ManyNested(() => GroupWarningsView, { description: 'They add up to the total; empty groups are left out.' })
  rows!: GroupWarningsView[];
}
