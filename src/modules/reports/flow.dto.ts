import { IntersectionType, OmitType } from '@nestjs/swagger';
import { SPAN_UNITS, type SpanUnit } from '../../kernel/spans.js';
import { Choice, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';
import { PeriodView, RateView, ReportQuery } from './reports.dto.js';

/** Period, cut-off and grouping, with the filters of `/issues`. */
export class FlowQuery extends IntersectionType(IssueFilterQuery, ReportQuery) {}

class UnitChoice {
  @Choice(SPAN_UNITS, { optional: true, description: 'What the rows are; `month` unless said otherwise.' })
  unit?: SpanUnit;
}

/** Period, cut-off and unit of time, with the filters of `/issues`. */
export class TrendQuery extends IntersectionType(IssueFilterQuery, OmitType(ReportQuery, ['groupBy']), UnitChoice) {}

const LIST = '/api/v1/issues?periodFrom=2024-01-01&periodTo=2025-01-01';
const url = (count: string) => ({ max: 4000, example: `${LIST}&metric=flow.${count}` });

/** Open at the start + opened − ended = open at the end; see docs/metrics.md. */
export class FlowView {
  @Whole({ example: 12, description: '期初未办结' }) openAtStart!: number;
  @Text(url('openAtStart')) openAtStartUrl!: string;
  @Whole({ example: 32, description: '本期新增: submitted and opened again.' }) opened!: number;
  @Text(url('opened')) openedUrl!: string;
  @Whole({ example: 30 }) submitted!: number;
  @Text(url('submitted')) submittedUrl!: string;
  @Whole({ example: 2 }) reopened!: number;
  @Text(url('reopened')) reopenedUrl!: string;
  @Whole({ example: 28, description: '本期了结: closed, refused, withdrawn and merged.' }) ended!: number;
  @Text(url('ended')) endedUrl!: string;
  @Whole({ example: 25 }) closed!: number;
  @Text(url('closed')) closedUrl!: string;
  @Whole({ example: 1 }) refused!: number;
  @Text(url('refused')) refusedUrl!: string;
  @Whole({ example: 1 }) withdrawn!: number;
  @Text(url('withdrawn')) withdrawnUrl!: string;
  @Whole({ example: 1 }) merged!: number;
  @Text(url('merged')) mergedUrl!: string;
  @Whole({ example: 16, description: '期末未办结' }) openAtEnd!: number;
  @Text(url('openAtEnd')) openAtEndUrl!: string;
}

class GroupFlowView extends FlowView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class FlowReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off; a period that is over ends with itself.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => FlowView) total!: FlowView;
  @ManyNested(() => GroupFlowView, { description: 'They add up to the total; empty groups are left out.' })
  rows!: GroupFlowView[];
}

/** How the issues submitted in a span stand at the cut-off of the report. */
class TrendFiguresView {
  @Whole({ example: 52 }) received!: number;
  @Text(url('received')) issuesUrl!: string;
  @Nested(() => RateView, { description: '办结率' }) completion!: RateView;
  @Nested(() => RateView, { description: '解决率' }) solved!: RateView;
  @Nested(() => RateView, { description: '满意率' }) satisfaction!: RateView;
}

export class TrendSpanView {
  @Text({ max: 10, example: '2024-02', description: '`2024-02-04`, `2024-W05` or `2024-02`.' }) key!: string;
  @Nested(() => PeriodView, { description: 'The part of it that lies in the period of the report.' })
  period!: PeriodView;
  @Nested(() => FlowView) flow!: FlowView;
  @Nested(() => TrendFiguresView) figures!: TrendFiguresView;
}

export class TrendReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(SPAN_UNITS) unit!: SpanUnit;
  @Nested(() => FlowView, {
    description: 'Of the whole period; what ends and is opened again within it is in no count, but in those of spans.',
  })
  total!: FlowView;
  @ManyNested(() => TrendSpanView, { description: 'All that have begun, also empty ones.' }) rows!: TrendSpanView[];
}
