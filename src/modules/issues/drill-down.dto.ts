import { Choice, Code, DateField, InstantField, Whole } from '../../platform/http/index.js';
import { FLOW_CODES, type FlowCode } from './domain/flow.js';
import { FIGURE_CODES, type FigureCode, type Grouping, GROUPING_CODES } from './domain/metrics.js';

/** Working days; more than any issue is old, and in tenths still a 32-bit integer. */
const MOST_DAYS = 10_000;

/** Only the issues behind one number of a report; reports make these parameters, see `issuesUrl` there. */
export class DrillDownQuery {
  @Choice([...FIGURE_CODES, ...FLOW_CODES], {
    optional: true,
    example: 'completion.numerator',
    description: 'Only issues that this figure of a report counts; needs periodFrom and periodTo.',
  })
  metric?: FigureCode | FlowCode;

  @DateField({ optional: true, example: '2024-01-01', description: 'First day of the period of `metric`.' })
  periodFrom?: string;

  @DateField({ optional: true, example: '2025-01-01', description: 'First day after the period of `metric`.' })
  periodTo?: string;

  @InstantField({
    optional: true,
    description: 'Cut-off of `metric`: issues are chosen as they stood then, and shown as they stand now. Default now.',
  })
  asOf?: string;

  @Choice(GROUPING_CODES, { optional: true, description: 'With groupKey: only one row of the report.' })
  groupBy?: Grouping;

  @Code({ optional: true, example: '411602', description: 'Key of the row; `none` for issues in no group.' })
  groupKey?: string;

  @Choice(GROUPING_CODES, { optional: true, description: 'With splitKey: only one column of a cross table.' })
  splitBy?: Grouping;

  @Code({ optional: true, example: 'labour', description: 'Key of the column; `none` for issues in no group.' })
  splitKey?: string;

  @DateField({
    optional: true,
    example: '2024-02-01',
    description: 'First day of one span of a trend, within the period. Default: of the period.',
  })
  spanFrom?: string;

  @DateField({ optional: true, example: '2024-03-01', description: 'First day after the span.' })
  spanTo?: string;

  @Whole({
    query: true,
    optional: true,
    example: 3,
    max: MOST_DAYS,
    description: 'Handled in more than so many working days.',
  })
  handledOver?: number;

  @Whole({
    query: true,
    optional: true,
    example: 5,
    max: MOST_DAYS,
    description: 'Handled in at most so many working days.',
  })
  handledUpTo?: number;
}
