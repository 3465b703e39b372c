import { Choice, Code, Flag, InstantField, ListQuery, Nested, pageClass, Text } from '../../platform/http/index.js';
import { ADDRESSEES, SUPERVISION_KINDS } from './domain/issue-types.js';
import { AboutIssueView } from './requests.dto.js';

export const DUTY_KINDS = [...SUPERVISION_KINDS, 'instruction'] as const;

export class SupervisionListQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Not answered yet, or of an instruction not acknowledged.' })
  open?: boolean;

  @Flag({ query: true, optional: true, description: 'Open although it was due by now.' })
  overdue?: boolean;

  @Choice(DUTY_KINDS, { optional: true })
  kind?: (typeof DUTY_KINDS)[number];

  @Code({ optional: true, example: '411602', description: 'Region of the issue, with everything below it.' })
  regionCode?: string;
}

/** A duty to answer a supervision (催办, 督办), or to acknowledge an instruction (批示). */
export class SupervisionView {
  @Code() id!: string;
  @Choice(DUTY_KINDS) kind!: string;
  @Text({ max: 2000, example: '三日内回复' }) note!: string;
  @Choice(ADDRESSEES, { nullable: true, description: 'Whom an instruction is for; the others are for the lead.' })
  addressee!: string | null;
  @Text({ max: 100, example: '赵市长' }) openedBy!: string;
  @InstantField() openedAt!: string;
  @InstantField({ nullable: true, description: 'By when it is to be answered; an instruction to be acknowledged.' })
  answerDueAt!: string | null;
  @Flag() overdue!: boolean;
  @InstantField({ nullable: true, example: null }) acknowledgedAt!: string | null;
  @Text({ max: 4000, nullable: true, example: null }) answer!: string | null;
  @InstantField({ nullable: true, example: null }) answeredAt!: string | null;
}

export class SupervisionLineView extends SupervisionView {
  @Nested(() => AboutIssueView) issue!: AboutIssueView;
}

export class SupervisionPageView extends pageClass(SupervisionLineView) {}
