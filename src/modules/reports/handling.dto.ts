import { IntersectionType } from '@nestjs/swagger';
import { Choice, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';
import { HandlingView, PeriodView, ReportQuery } from './reports.dto.js';

/** Period, cut-off and grouping, with the filters of `/issues`. */
export class HandlingQuery extends IntersectionType(IssueFilterQuery, ReportQuery) {}

const URL = '/api/v1/issues?periodFrom=2024-01-01&periodTo=2025-01-01&metric=handled&handledOver=1&handledUpTo=3';

class HandlingBandView {
  @Whole({ nullable: true, example: 1, description: 'Working days, exclusive; null is no limit.' }) over!:
    number | null;
  @Whole({ nullable: true, example: 3, description: 'Working days, inclusive; null is no limit.' }) upTo!:
    number | null;
  @Whole({ example: 212 }) count!: number;
  @Text({ max: 4000, example: URL }) countUrl!: string;
}

export class HandlingTimesView extends HandlingView {
  @ManyNested(() => HandlingBandView, { description: 'They add up to `count`.' }) bands!: HandlingBandView[];
}

class GroupHandlingView extends HandlingTimesView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class HandlingReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => HandlingTimesView) total!: HandlingTimesView;
  @ManyNested(() => GroupHandlingView, { description: 'Groups without a finished issue are left out.' })
  rows!: GroupHandlingView[];
}
