import { IntersectionType, PickType } from '@nestjs/swagger';
import { Choice, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';
import { ReportQuery } from './reports.dto.js';

/** Cut-off and grouping, with the filters of `/issues`. */
export class AgeingQuery extends IntersectionType(
  IssueFilterQuery,
  PickType(ReportQuery, ['asOf', 'groupBy', 'format']),
) {}

const URL = '/api/v1/issues?periodFrom=2024-11-01&periodTo=2024-11-05&metric=open';

class AgeCountView {
  @Whole({ example: 4, description: 'Days of the calendar since the day of submission; inclusive.' }) fromDays!: number;
  @Whole({ nullable: true, example: 7, description: 'Inclusive; null is no limit.' }) toDays!: number | null;
  @Whole({ example: 5 }) count!: number;
  @Text({ max: 4000, example: URL }) countUrl!: string;
}

export class AgesView {
  @Whole({ example: 16, description: 'Open issues.' }) open!: number;
  @Text({ max: 4000, example: URL }) openUrl!: string;
  @ManyNested(() => AgeCountView, { description: 'They add up to `open`.' }) bands!: AgeCountView[];
}

class GroupAgesView extends AgesView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class AgeingReportView {
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => AgesView) total!: AgesView;
  @ManyNested(() => GroupAgesView, { description: 'They add up to the total; empty groups are left out.' })
  rows!: GroupAgesView[];
}
