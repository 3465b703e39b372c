import { IntersectionType, PickType } from '@nestjs/swagger';
import {
  Choice,
  Code,
  Flag,
  FreeObject,
  InstantField,
  ListQuery,
  ManyCodes,
  ManyNested,
  Nested,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { FIGURE_CODES, ISSUE_STATUSES, IssueFilterQuery } from '../issues/index.js';
import { PeriodView, ReportQuery } from './reports.dto.js';

class RestatedReportQuery extends PickType(ReportQuery, ['from', 'to']) {
  @InstantField({ description: 'Cut-off of the report that is compared with the present.' })
  asOf!: string;
}

/** Period and cut-off of the report, with the filters of `/issues`. */
export class RestatementQuery extends IntersectionType(IssueFilterQuery, RestatedReportQuery, ListQuery) {}

export class RestatedFigureView {
  @Choice(FIGURE_CODES, { example: 'completion.numerator' }) figure!: string;
  @Whole({ example: 620, description: 'At the cut-off.' }) then!: number;
  @Whole({ example: 619 }) now!: number;
  @Whole({ example: 0, description: 'Issues that it counts now and did not then.' }) entered!: number;
  @Whole({ example: 1, description: 'The reverse; now − then = entered − left.' }) left!: number;
}

class RestatedIssueView {
  @Code() id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, example: '生产线扩建后缺一线操作工 60 名' }) title!: string;
  @Choice(ISSUE_STATUSES, { description: 'Now.' }) status!: string;
}

class RestatingEventView {
  @Code() id!: string;
  @Whole({ min: 1, example: 9 }) sequence!: number;
  @Code({ example: 'reopen' }) action!: string;
  @Text({ max: 40, example: '重新办理' }) label!: string;
  @Text({ max: 100, example: '王强', description: 'As the timeline names them to you.' }) actor!: string;
  @Text({ max: 20, example: 'coordinator' }) actorRole!: string;
  @InstantField() at!: string;
  @Text({ max: 4000, min: 0, nullable: true, example: '企业反映问题复发' }) reason!: string | null;
  @FreeObject({ description: 'Facts of the action, as in the timeline.' }) details!: object;
}

export class RestatementView {
  @Nested(() => RestatedIssueView) issue!: RestatedIssueView;
  @ManyCodes({
    values: FIGURE_CODES,
    example: [],
    description: 'Figures that count it now and did not at the cut-off.',
  })
  entered!: string[];
  @ManyCodes({ values: FIGURE_CODES, example: ['completion.numerator'], description: 'The reverse.' })
  left!: string[];
  @ManyNested(() => RestatingEventView, { max: 1000, description: 'What has changed it since, oldest first.' })
  causes!: RestatingEventView[];
  @Flag({ description: 'Time alone has changed some of it: a due date has passed since.' }) timePassed!: boolean;
}

export class RestatementPageView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @InstantField({ description: 'The present with which it is compared.' }) comparedAt!: string;
  @ManyNested(() => RestatedFigureView, { description: 'Every figure, also those that are as they were.' })
  figures!: RestatedFigureView[];
  @Whole({ example: 1, description: 'Issues that are counted otherwise, on all pages.' }) restated!: number;
  @ManyNested(() => RestatementView, { description: 'Last submitted first.' }) items!: RestatementView[];
  @Text({
    max: 2000,
    nullable: true,
    example: null,
    description: 'Send it as `cursor` for the next page; null on the last one.',
  })
  nextCursor!: string | null;
}
