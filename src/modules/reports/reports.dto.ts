import { IntersectionType } from '@nestjs/swagger';
import {
  Choice,
  DateField,
  Decimal,
  FormatQuery,
  InstantField,
  ManyNested,
  Nested,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';

export class ReportQuery extends FormatQuery {
  @DateField({ optional: true, example: '2024-01-01', description: 'First day of the period. Default: of the year.' })
  from?: string;

  @DateField({
    optional: true,
    example: '2025-01-01',
    description: 'First day after the period. Default: a year’s end.',
  })
  to?: string;

  @InstantField({ optional: true, description: 'Cut-off: issues are counted as they stood then. Default now.' })
  asOf?: string;

  @Choice(GROUPING_CODES, { optional: true, description: 'What the rows are; `region` unless said otherwise.' })
  groupBy?: Grouping;
}

/** Period, cut-off and grouping, with the filters of `/issues`. */
export class CompletionQuery extends IntersectionType(IssueFilterQuery, ReportQuery) {}

const LIST = '/api/v1/issues?periodFrom=2024-01-01&periodTo=2025-01-01&asOf=2025-01-01T00%3A00%3A00.000Z';
const url = (figure: string) => ({ max: 4000, example: `${LIST}&metric=${figure}` });

export class RateView {
  @Whole({ example: 620 }) numerator!: number;
  @Whole({ example: 626 }) denominator!: number;
  @Decimal({ nullable: true, example: 0.9904153354632588, description: 'Null when the denominator is 0.' })
  value!: number | null;
  @Text({ max: 30, example: '99.04%', description: 'Percent, cut off after two decimals; — without a denominator.' })
  text!: string;
  @Text({ ...url('completion.numerator'), description: 'The issues in the numerator.' }) numeratorUrl!: string;
  @Text({ ...url('completion.denominator'), description: 'The issues in the denominator.' }) denominatorUrl!: string;
}

/** Submitted in the period and not counted as received. */
export class ExcludedView {
  @Whole() refused!: number;
  @Whole({ description: 'Before acceptance.' }) withdrawn!: number;
  @Whole({ description: 'Into other issues.' }) merged!: number;
  @Text(url('refused')) refusedUrl!: string;
  @Text(url('withdrawn')) withdrawnUrl!: string;
  @Text(url('merged')) mergedUrl!: string;
}

/** Working days from acceptance to the claim of done; null when no issue is finished. */
export class HandlingView {
  @Whole({ example: 620, description: 'Finished issues.' }) count!: number;
  @Decimal({ nullable: true, example: 3.2 }) mean!: number | null;
  @Decimal({ nullable: true, example: 2.5 }) median!: number | null;
  @Decimal({ nullable: true, example: 6, description: 'Nine of ten take no longer.' }) p90!: number | null;
  @Text({ ...url('handled'), description: 'The finished issues.' }) issuesUrl!: string;
}

/** What each figure means is told, with an example, in docs/metrics.md. */
export class FiguresView {
  @Whole({ example: 626, description: '收集数' }) received!: number;
  @Nested(() => ExcludedView) excluded!: ExcludedView;
  @Nested(() => RateView, { description: '办结率' }) completion!: RateView;
  @Nested(() => RateView, { description: '解决率' }) solved!: RateView;
  @Nested(() => RateView, { description: '按时办结率' }) onTime!: RateView;
  @Nested(() => RateView, { description: '按原时限办结率' }) onTimeOriginal!: RateView;
  @Nested(() => RateView, { description: '超期率' }) overdue!: RateView;
  @Nested(() => RateView, { description: '响应率' }) response!: RateView;
  @Nested(() => RateView, { description: '满意率' }) satisfaction!: RateView;
  @Nested(() => RateView, { description: '企业自评满意率' }) satisfactionOwn!: RateView;
  @Nested(() => RateView, { description: '回访满意率' }) satisfactionCallBack!: RateView;
  @Nested(() => RateView, { description: '参评率' }) ratingCoverage!: RateView;
  @Nested(() => RateView, { description: '退回率' }) returned!: RateView;
  @Nested(() => RateView, { description: '返工率' }) reworked!: RateView;
  @Nested(() => RateView, { description: '重开率' }) reopened!: RateView;
  @Nested(() => RateView, { description: '提级率' }) escalated!: RateView;
  @Nested(() => RateView, { description: '延期率' }) extended!: RateView;
  @Nested(() => RateView, { description: '核查不实率' }) falseClosure!: RateView;
  @Whole({ description: '未办结' }) open!: number;
  @Text(url('open')) openUrl!: string;
  @Whole({ description: 'Open, and nobody leads them.' }) unrouted!: number;
  @Text(url('unrouted')) unroutedUrl!: string;
  @Nested(() => HandlingView) handlingWorkingDays!: HandlingView;
  @Text({ ...url('received'), description: 'The received issues.' }) issuesUrl!: string;
}

export class GroupFiguresView extends FiguresView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class PeriodView {
  @DateField({ example: '2024-01-01' }) from!: string;
  @DateField({ example: '2025-01-01', description: 'Exclusive.' }) to!: string;
}

export class CompletionReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => FiguresView) total!: FiguresView;
  @ManyNested(() => GroupFiguresView, { description: 'They add up to the total; empty groups are left out.' })
  rows!: GroupFiguresView[];
}
