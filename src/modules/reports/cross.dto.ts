import { IntersectionType } from '@nestjs/swagger';
import { Choice, Decimal, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import {
  COUNT_CODES,
  type CountCode,
  type Grouping,
  GROUPING_CODES,
  IssueFilterQuery,
  RATE_CODES,
  type RateCode,
} from '../issues/index.js';
import { PeriodView, ReportQuery } from './reports.dto.js';

/** What a cell of a cross table shows: a count or a rate. */
export type CrossMetric = CountCode | RateCode;
const CROSS_METRICS: readonly CrossMetric[] = [...RATE_CODES, ...COUNT_CODES];

class CrossChoice {
  @Choice(GROUPING_CODES, { optional: true, description: 'What the columns are; `category` unless said otherwise.' })
  splitBy?: Grouping;

  @Choice(CROSS_METRICS, { optional: true, description: 'What the cells show; `completion` unless said otherwise.' })
  metric?: CrossMetric;
}

/** Period, cut-off, both groupings and what is shown, with the filters of `/issues`. */
export class CrossQuery extends IntersectionType(IssueFilterQuery, ReportQuery, CrossChoice) {}

const LIST = '/api/v1/issues?periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=region&groupKey=411602';

export class CrossCellView {
  @Whole({ example: 61, description: 'The count, or the numerator of the rate.' }) numerator!: number;
  @Whole({ nullable: true, example: 62, description: 'Null for a count.' }) denominator!: number | null;
  @Decimal({ nullable: true, example: 0.983871, description: 'The count, or the rate; null without a denominator.' })
  value!: number | null;
  @Text({ max: 30, example: '98.38%' }) text!: string;
  @Text({ max: 4000, example: `${LIST}&metric=completion.numerator` }) numeratorUrl!: string;
  @Text({ max: 4000, nullable: true, example: `${LIST}&metric=completion.denominator` })
  denominatorUrl!: string | null;
}

class CrossColumnView {
  @Text({ max: 64, example: 'labour' }) key!: string;
  @Text({ max: 200, example: '用工' }) label!: string;
}

class CrossLineView {
  @Nested(() => CrossCellView, { description: 'Over all columns.' }) total!: CrossCellView;
  @ManyNested(() => CrossCellView, { description: 'In the order of the columns.' }) cells!: CrossCellView[];
}

class CrossRowView extends CrossLineView {
  @Text({ max: 64, example: '411602' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class CrossReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Choice(GROUPING_CODES) splitBy!: Grouping;
  @Choice(CROSS_METRICS) metric!: CrossMetric;
  @ManyNested(() => CrossColumnView) columns!: CrossColumnView[];
  @ManyNested(() => CrossRowView) rows!: CrossRowView[];
  @Nested(() => CrossLineView, { description: 'Over all rows.' }) total!: CrossLineView;
}
