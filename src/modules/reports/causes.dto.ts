import { IntersectionType, OmitType } from '@nestjs/swagger';
import { Code, Decimal, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { IssueFilterQuery } from '../issues/index.js';
import { PeriodView, RateView, ReportQuery } from './reports.dto.js';

/** Period and cut-off, with the filters of `/issues`. */
export class CausesQuery extends IntersectionType(IssueFilterQuery, OmitType(ReportQuery, ['groupBy'])) {}

const LIST = '/api/v1/issues?periodFrom=2024-01-01&periodTo=2025-01-01&groupBy=subcategory&groupKey=labour-shortage';

class CauseTotalView {
  @Whole({ example: 626, description: '收集数' }) received!: number;
  @Text({ max: 4000, example: `${LIST}&metric=received` }) receivedUrl!: string;
  @Whole({ example: 6, description: '未办结' }) open!: number;
  @Text({ max: 4000, example: `${LIST}&metric=open` }) openUrl!: string;
  @Nested(() => RateView, { description: '办结率' }) completion!: RateView;
}

class CauseView extends CauseTotalView {
  @Code({ example: 'labour-shortage', description: 'Category, without its sub-categories.' }) key!: string;
  @Text({ max: 200, example: '缺工' }) label!: string;
  @Decimal({ nullable: true, example: 0.198083, description: 'Of all that was received.' }) share!: number | null;
  @Text({ max: 30, example: '19.80%' }) shareText!: string;
  @Whole({ example: 97, description: 'Enterprises that came with it.' }) enterprises!: number;
  @Whole({ example: 9, description: 'Regions from which it came.' }) regions!: number;
}

class CommonIssueView {
  @Code() id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, example: '园区电价偏高' }) title!: string;
  @Code({ example: '411602' }) regionCode!: string;
  @Whole({ example: 12, description: 'Issues that were merged into it until now.' }) merged!: number;
}

export class CausesReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Nested(() => CauseTotalView) total!: CauseTotalView;
  @ManyNested(() => CauseView, { description: 'Most received first; they add up to the total.' }) rows!: CauseView[];
  @ManyNested(() => CommonIssueView, { description: 'Common issues submitted in the period, most merged first.' })
  commonIssues!: CommonIssueView[];
}
