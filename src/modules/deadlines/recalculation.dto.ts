import { Choice, Code, Flag, InstantField, ManyNested, Text, Whole } from '../../platform/http/index.js';
import { DUE_COLUMN } from './domain/clock-facts.js';
import { PolicyInput } from './policies.dto.js';

const FACT_CLOCKS = Object.keys(DUE_COLUMN);
const REGION = { optional: true, example: '411602', description: 'Only issues of this region and below.' };

export class PolicyPreviewInput extends PolicyInput {
  @Code(REGION) regionCode?: string;
}

export class RecalculationPreviewInput {
  @Code(REGION) regionCode?: string;
}

export class RecalculationInput {
  @Text({ max: 500, example: '省里将一般问题办结时限缩短为 5 个工作日', description: 'Told in the timeline.' })
  reason!: string;
  @Text({ max: 100, example: 'pUXyNbl0lR0gZ8Jm2Q4nKqv5pS7r8o0lZ1yqfT3i2cE', description: 'Of the preview.' })
  digest!: string;
  @Code(REGION) regionCode?: string;
}

class RecalculatedClockView {
  @Choice(FACT_CLOCKS, { example: 'finish' }) clock!: string;
  @InstantField() previousDueAt!: string;
  @InstantField() dueAt!: string;
}

class RecalculatedIssueView {
  @Code({ example: '018cc1e4-5c00-7000-8000-000000000000' }) id!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @ManyNested(() => RecalculatedClockView) clocks!: RecalculatedClockView[];
}

export class RecalculationView {
  @Whole({ example: 12, description: 'Open issues with a clock that would be due at another instant.' }) total!: number;
  @ManyNested(() => RecalculatedIssueView, { description: 'The oldest 200 of them.' }) items!: RecalculatedIssueView[];
  @Text({ max: 100, description: 'Stands for exactly these changes; whoever applies them sends it.' }) digest!: string;
  @Flag({ description: 'Too many for one step: name a region.' }) tooMany!: boolean;
}

export class RecalculatedView {
  @Whole({ example: 12 }) changed!: number;
}
