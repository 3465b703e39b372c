import { Choice, Code, Flag, ListQuery, Nested, Text, Whole } from '../../platform/http/index.js';
import { ENTERPRISE_SIZES } from '../enterprises/index.js';
import { LEVELS } from '../issues/index.js';
import { TARGET_KINDS } from './domain/routing-rule.js';

const MATCH = { description: 'What the issue must be like; what is left out does not matter.' };
const NAME_ZH = { max: 100, example: '拖欠账款由工信部门牵头' };
const NAME_EN = { max: 100, example: 'Overdue payments go to the industry department' };
const POSITION = { min: 1, max: 100_000, example: 1 };

export class RuleMatchDto {
  @Code({ optional: true, example: 'finance-overdue-payment', description: 'The category or any below it.' })
  categoryCode?: string;

  @Code({ optional: true, example: '411602', description: 'The region or any below it.' }) regionCode?: string;
  @Code({ optional: true, example: 'prepared-dishes' }) chainCode?: string;
  @Choice(ENTERPRISE_SIZES, { optional: true }) enterpriseSize?: string;
  @Choice(LEVELS, { optional: true }) level?: string;
}

export class RuleTargetDto {
  @Choice(TARGET_KINDS, {
    description: '`enterprise-chief`: the paired cadre; `region-specialty`: who knows the category.',
  })
  kind!: (typeof TARGET_KINDS)[number];

  @Code({ optional: true, example: '411600-industry', description: 'One department, for `department`.' })
  departmentId?: string;

  @Code({
    optional: true,
    example: 'industry',
    description: 'Or the one with this function in the region that answers for the issue.',
  })
  departmentFunction?: string;

  @Code({ optional: true, description: 'For `cadre`.' }) cadreId?: string;
}

export class RuleQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Also rules that are switched off.' }) includeInactive?: boolean;
}

export class RoutingRuleView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000004' }) id!: string;
  @Code({ example: 'overdue-payment-industry' }) code!: string;
  @Whole({ ...POSITION, description: 'Rules are asked in this order, from 1.' }) position!: number;
  @Text({ ...NAME_ZH, description: 'In the language of the request.' }) name!: string;
  @Text(NAME_ZH) nameZh!: string;
  @Text(NAME_EN) nameEn!: string;
  @Nested(() => RuleMatchDto, MATCH) match!: RuleMatchDto;
  @Nested(() => RuleTargetDto) target!: RuleTargetDto;
  @Flag({ example: true }) active!: boolean;
  @Whole({ min: 1 }) version!: number;
}

export class RoutingRulePatch {
  @Text({ ...NAME_ZH, optional: true }) name?: string;
  @Text({ ...NAME_EN, optional: true }) nameEn?: string;
  @Whole({ ...POSITION, optional: true, description: 'The others move; beyond the end means the end.' })
  position?: number;

  @Nested(() => RuleMatchDto, { ...MATCH, optional: true }) match?: RuleMatchDto;
  @Nested(() => RuleTargetDto, { optional: true }) target?: RuleTargetDto;
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class RoutingRuleInput {
  @Code({ example: 'overdue-payment-industry' }) code!: string;
  @Text(NAME_ZH) name!: string;
  @Text(NAME_EN) nameEn!: string;
  @Whole({ ...POSITION, optional: true, description: 'The others move; the end unless said otherwise.' })
  position?: number;

  @Nested(() => RuleMatchDto, { ...MATCH, optional: true }) match?: RuleMatchDto;
  @Nested(() => RuleTargetDto) target!: RuleTargetDto;
  @Flag({ optional: true, example: true, description: 'true unless said otherwise.' }) active?: boolean;
}
