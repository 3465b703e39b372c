import { IntersectionType } from '@nestjs/swagger';
import { Choice, Code, Flag, FormatQuery, ListQuery, ManyCodes, Text } from '../../platform/http/index.js';
import { DrillDownQuery } from './drill-down.dto.js';
import { CHANNELS, ISSUE_STATUSES, LEVELS } from './domain/issue-types.js';
import { WARNING_COLOURS } from './issue-views.dto.js';

/** The filters of `/issues` and of every report; all given ones must hold. */
export class IssueFilterQuery {
  @ManyCodes({
    query: true,
    optional: true,
    values: ISSUE_STATUSES,
    example: ['assigned', 'in_progress'],
    description: 'One or several, separated by commas.',
  })
  status?: string[];

  @Code({ optional: true, example: 'labour', description: 'With its sub-categories.' })
  categoryCode?: string;

  @Code({ optional: true, example: '411602', description: 'With everything below it.' })
  regionCode?: string;

  @Code({
    optional: true,
    example: '411602-human-resources',
    description: '`none` for issues without a handling unit.',
  })
  departmentId?: string;

  @Code({ optional: true, description: '`none` for issues without a lead.' })
  assigneeId?: string;

  @Code({ optional: true })
  enterpriseId?: string;

  @Code({ optional: true, description: '`none` for enterprises outside every chain.' })
  chainCode?: string;

  @Choice(['large', 'medium', 'small', 'micro'], { optional: true })
  enterpriseSize?: string;

  @Choice(LEVELS, { optional: true })
  level?: string;

  @Choice(WARNING_COLOURS, { optional: true, example: 'red' })
  warning?: string;

  @Flag({ query: true, optional: true, description: 'Open and past due.' })
  overdue?: boolean;

  @Flag({ query: true, optional: true, description: 'Open, and nobody leads it.' })
  unrouted?: boolean;

  @Flag({ query: true, optional: true, description: 'Units pass it on to each other: a second return was asked for.' })
  bouncing?: boolean;

  @Choice(CHANNELS, { optional: true })
  channel?: string;

  @Code({ optional: true, example: 'wanren-zhuwanqi', description: '`none` for issues outside every campaign.' })
  campaignCode?: string;

  @Text({ max: 40, optional: true, example: '2024-01-01', description: 'A local date or an instant; inclusive.' })
  submittedFrom?: string;

  @Text({ max: 40, optional: true, example: '2025-01-01', description: 'A local date or an instant; exclusive.' })
  submittedTo?: string;

  @Code({
    optional: true,
    description: 'From which a bulletin was counted: of its region, without what it leaves out.',
  })
  bulletinId?: string;

  @Text({
    max: 100,
    optional: true,
    example: '用电',
    description: 'Words in title, description, number or enterprise name; all must occur.',
  })
  q?: string;
}

export const ISSUE_SORTS = ['-submittedAt', 'submittedAt', 'dueAt', '-dueAt', '-updatedAt', 'updatedAt'] as const;

/** The filters with a page and an order. */
export class IssueListQuery extends IntersectionType(IssueFilterQuery, DrillDownQuery, ListQuery, FormatQuery) {
  @Flag({ query: true, optional: true, description: 'Being handled, and the opinion of a co-handler is past due.' })
  opinionOverdue?: boolean;

  @Choice(ISSUE_SORTS, { optional: true, description: '`-submittedAt` (newest first) unless said otherwise.' })
  sort?: (typeof ISSUE_SORTS)[number];
}
