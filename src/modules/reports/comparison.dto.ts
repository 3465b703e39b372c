import { IntersectionType } from '@nestjs/swagger';
import { Choice, DateField, Decimal, InstantField, ManyNested, Nested, Text } from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery, type RateCode } from '../issues/index.js';
import { FiguresView, PeriodView, ReportQuery } from './reports.dto.js';

class EarlierQuery {
  @DateField({
    optional: true,
    example: '2023-01-01',
    description: 'First day of the earlier period. Default: the period of the same length right before.',
  })
  compareFrom?: string;

  @DateField({ optional: true, example: '2024-01-01', description: 'First day after the earlier period.' })
  compareTo?: string;

  @InstantField({
    optional: true,
    description:
      'Cut-off of the earlier period. Default: as far back as the period, or `asOf` when the earlier period is named.',
  })
  compareAsOf?: string;
}

/** Two periods with their cut-offs, and the filters of `/issues`. */
export class ComparisonQuery extends IntersectionType(IssueFilterQuery, ReportQuery, EarlierQuery) {}

const POINTS = { nullable: true, example: 0.46 } as const;

/** Current less earlier: issues, or percentage points between the rates as printed; null when one has no value. */
export class ChangeView implements Record<RateCode, number | null> {
  @Decimal({ example: -12, description: 'Issues.' }) received!: number;
  @Decimal(POINTS) completion!: number | null;
  @Decimal(POINTS) solved!: number | null;
  @Decimal(POINTS) onTime!: number | null;
  @Decimal(POINTS) onTimeOriginal!: number | null;
  @Decimal(POINTS) overdue!: number | null;
  @Decimal(POINTS) response!: number | null;
  @Decimal(POINTS) satisfaction!: number | null;
  @Decimal(POINTS) satisfactionOwn!: number | null;
  @Decimal(POINTS) satisfactionCallBack!: number | null;
  @Decimal(POINTS) ratingCoverage!: number | null;
  @Decimal(POINTS) returned!: number | null;
  @Decimal(POINTS) reworked!: number | null;
  @Decimal(POINTS) reopened!: number | null;
  @Decimal(POINTS) escalated!: number | null;
  @Decimal(POINTS) extended!: number | null;
  @Decimal(POINTS) falseClosure!: number | null;
}

class MomentView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
}

export class ComparedFiguresView {
  @Nested(() => FiguresView) current!: FiguresView;
  @Nested(() => FiguresView) earlier!: FiguresView;
  @Nested(() => ChangeView) change!: ChangeView;
}

export class ComparedGroupView extends ComparedFiguresView {
  @Text({ max: 64, example: '411602', description: '`none` for issues in no group.' }) key!: string;
  @Text({ max: 200, example: '川汇区' }) label!: string;
}

export class ComparisonReportView {
  @Choice(GROUPING_CODES) groupBy!: Grouping;
  @Nested(() => MomentView) current!: MomentView;
  @Nested(() => MomentView) earlier!: MomentView;
  @Nested(() => ComparedFiguresView) total!: ComparedFiguresView;
  @ManyNested(() => ComparedGroupView, { description: 'Groups of either period; they add up to the total.' })
  rows!: ComparedGroupView[];
}
