import { IntersectionType } from '@nestjs/swagger';
import {
  Choice,
  Code,
  DateField,
  FormatQuery,
  InstantField,
  ListQuery,
  ManyNested,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { CLOCK_UNITS } from './domain/deadline.js';
import { DUE_COLUMN } from './domain/clock-facts.js';
import { CLOCKS } from './domain/sla-policy.js';

const FACT_CLOCKS = Object.keys(DUE_COLUMN);
const KINDS = ['started', 'paused', 'resumed', 'extended', 'recalculated', 'stopped', 'cancelled'];

class FactLimitView {
  @Choice(CLOCKS, { example: 'finish', description: 'Its name in the policy.' }) name!: string;
  @Whole({ example: 7 }) count!: number;
  @Choice(CLOCK_UNITS, { example: 'working_day' }) unit!: string;
}

class ClockFactView {
  @Choice(KINDS) kind!: string;
  @InstantField() at!: string;
  @Nested(() => FactLimitView, { nullable: true }) limit!: FactLimitView | null;
  @InstantField({ nullable: true, description: 'When it is due after this; null when it does not run.' }) dueAt!:
    string | null;
  @Text({ max: 2000, min: 0, nullable: true, example: null }) reason!: string | null;
  @InstantField({ nullable: true, example: null, description: 'Until when it may stand still, at most.' }) until!:
    string | null;
}

export class ClockView {
  @Choice(FACT_CLOCKS, { example: 'finish' }) clock!: string;
  @Text({ max: 40, example: '办结' }) label!: string;
  @Choice(['running', 'paused', 'over']) state!: string;
  @InstantField({ nullable: true, description: 'When it is, or was, due.' }) dueAt!: string | null;
  @ManyNested(() => ClockFactView, { description: 'What happened to it, in order.' }) facts!: ClockFactView[];
}

export class ClocksView {
  @ManyNested(() => ClockView) items!: ClockView[];
}

export class PauseQuery extends IntersectionType(ListQuery, FormatQuery) {
  @DateField({ optional: true, example: '2024-01-01', description: 'Paused on this day or later.' }) from?: string;
  @DateField({ optional: true, example: '2025-01-01', description: 'Paused before this day.' }) to?: string;
  @Code({ optional: true, example: '411602', description: 'With everything below it.' }) regionCode?: string;
}

export class PauseView {
  @Code({ example: '018cc1e4-5c00-7000-8000-000000000000' }) issueId!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Choice(['accept', 'finish'], { example: 'finish' }) clock!: string;
  @Text({ max: 2000, example: 'long_term:quota' }) reason!: string;
  @Text({ max: 100, example: '李娜', description: 'Who decided it.' }) approvedBy!: string;
  @Text({ max: 20, example: 'coordinator' }) approvedByRole!: string;
  @InstantField() pausedAt!: string;
  @InstantField({ nullable: true, description: 'Until when at most.' }) until!: string | null;
  @InstantField({ nullable: true, example: null, description: 'Null while it stands still.' }) resumedAt!:
    string | null;
}

export class PausePageView extends pageClass(PauseView) {}
