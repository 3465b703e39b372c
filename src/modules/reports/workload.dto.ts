import { IntersectionType, PickType } from '@nestjs/swagger';
import { Decimal, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { IssueFilterQuery } from '../issues/index.js';
import { HandlingView, PeriodView, RateView, ReportQuery } from './reports.dto.js';

/** The period of what was given and closed, and the region; what is open is that of now, as are its lists. */
export class WorkloadQuery extends IntersectionType(
  PickType(IssueFilterQuery, ['regionCode']),
  PickType(ReportQuery, ['from', 'to', 'format']),
) {}

const LIST = '/api/v1/issues?groupBy=department&groupKey=411602-human-resources';
const url = (rest: string) => ({ max: 4000, example: `${LIST}&${rest}` });

export class WorkloadView {
  @Whole({ example: 12, description: 'Of the unit, in whichever region; now.' }) cadresOnDuty!: number;
  @Whole({ example: 30, description: 'Now.' }) open!: number;
  @Text(url('metric=open')) openUrl!: string;
  @Decimal({ nullable: true, example: 2.5, description: 'Cut off after one decimal; null when nobody is on duty.' })
  openPerCadre!: number | null;
  @Whole({ example: 2, description: 'Now.' }) overdue!: number;
  @Text(url('metric=open&overdue=true')) overdueUrl!: string;
  @Whole({ example: 3 }) yellow!: number;
  @Text(url('metric=open&warning=yellow')) yellowUrl!: string;
  @Whole({ example: 1 }) orange!: number;
  @Text(url('metric=open&warning=orange')) orangeUrl!: string;
  @Whole({ example: 1 }) red!: number;
  @Text(url('metric=open&warning=red')) redUrl!: string;
  @Whole({ example: 62, description: 'Submitted in the period.' }) received!: number;
  @Text(url('metric=received')) receivedUrl!: string;
  @Nested(() => RateView, { description: '办结率 of those.' }) completion!: RateView;
  @Nested(() => RateView, { description: '按时办结率' }) onTime!: RateView;
  @Nested(() => HandlingView) handlingWorkingDays!: HandlingView;
}

class DepartmentWorkloadView extends WorkloadView {
  @Text({ max: 64, example: '411602-human-resources', description: '`none` for issues that no unit handles.' })
  key!: string;
  @Text({ max: 200, example: '川汇区人力资源和社会保障局' }) label!: string;
}

export class WorkloadReportView {
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Now.' }) asOf!: string;
  @Nested(() => WorkloadView) total!: WorkloadView;
  @ManyNested(() => DepartmentWorkloadView, {
    description: 'They add up to the total; units of the region that have nothing to do are shown, too.',
  })
  rows!: DepartmentWorkloadView[];
}
