import { Choice, Code, Flag, InstantField, ListQuery, pageClass, Text, Whole } from '../../platform/http/index.js';
import { CONFIRMATIONS } from '../issues/index.js';
import { MOST_ATTEMPTS, OUTCOMES, type Purpose, PURPOSES } from './domain/sampling.js';

const PERCENT = { min: 0, max: 100, example: 10, description: 'How many of a hundred.' };
const DUE_DAYS = { min: 1, max: 90, example: 7, description: 'Calendar days from the draw; 7 unless said otherwise.' };
const REGION = { example: '411602', description: 'With everything below it; any when left out.' };
const CATEGORY = { example: 'labour', description: 'With its sub-categories; any when left out.' };
const CONFIRMATION = { example: 'none', description: 'Who confirmed the closure; for `spot_check` only.' };
const ACTIVE = { example: true };

export class SamplingRuleInput {
  @Choice(PURPOSES, { description: '`call_back` when an issue is verified, `spot_check` when it is closed.' })
  purpose!: Purpose;

  @Whole(PERCENT) percent!: number;
  @Whole({ ...DUE_DAYS, optional: true }) dueDays?: number;
  @Code({ ...REGION, optional: true, nullable: true }) regionCode?: string | null;
  @Code({ ...CATEGORY, optional: true, nullable: true }) categoryCode?: string | null;
  @Choice(CONFIRMATIONS, { ...CONFIRMATION, optional: true, nullable: true }) confirmation?: string | null;
  @Flag({ ...ACTIVE, optional: true }) active?: boolean;
}

export class SamplingRulePatch {
  @Whole({ ...PERCENT, optional: true }) percent?: number;
  @Whole({ ...DUE_DAYS, optional: true }) dueDays?: number;
  @Code({ ...REGION, optional: true, nullable: true }) regionCode?: string | null;
  @Code({ ...CATEGORY, optional: true, nullable: true }) categoryCode?: string | null;
  @Choice(CONFIRMATIONS, { ...CONFIRMATION, optional: true, nullable: true }) confirmation?: string | null;
  @Flag({ ...ACTIVE, optional: true }) active?: boolean;
}

export class SamplingRuleView {
  @Code() id!: string;
  @Choice(PURPOSES) purpose!: string;
  @Whole(PERCENT) percent!: number;
  @Whole(DUE_DAYS) dueDays!: number;
  @Code({ ...REGION, nullable: true }) regionCode!: string | null;
  @Code({ ...CATEGORY, nullable: true }) categoryCode!: string | null;
  @Choice(CONFIRMATIONS, { ...CONFIRMATION, nullable: true }) confirmation!: string | null;
  @Flag(ACTIVE) active!: boolean;
  @Whole({ min: 1, example: 1 }) version!: number;
}

export class SamplingRulePageView extends pageClass(SamplingRuleView) {}

export class CallBackTaskQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Those that have ended; those that wait unless said so.' })
  done?: boolean;

  @Choice(PURPOSES, { optional: true }) purpose?: Purpose;
}

export class CallBackTaskView {
  @Code() id!: string;
  @Choice(PURPOSES) purpose!: string;
  @Code() issueId!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, example: '生产线扩建后缺一线操作工 60 名' }) title!: string;
  @Code({ example: '411602' }) regionCode!: string;
  @InstantField() drawnAt!: string;
  @InstantField() dueAt!: string;
  @Whole({ min: 0, max: MOST_ATTEMPTS, example: 0, description: 'Calls that reached nobody.' }) attempts!: number;
  @InstantField({ nullable: true, example: null }) doneAt!: string | null;
  @Choice(OUTCOMES, { nullable: true, example: null }) outcome!: string | null;
}

export class CallBackTaskPageView extends pageClass(CallBackTaskView) {}
