import { Code, Flag, ManyNested, ManyTexts, Nested, Text, Whole } from '../../platform/http/index.js';
import { MOST_CANDIDATES } from './domain/assignment-policy.js';

const CADRE_NAME = { max: 100, example: '王建国' };
const CADRE_ID = { example: '018d7a3e-0000-7000-8000-000000000001' };

export class RoutedDepartmentView {
  @Code({ example: '411602-industry' }) id!: string;
  @Text({ max: 100, example: '川汇区工业和信息化局' }) name!: string;
}

export class RoutedCadreView {
  @Code(CADRE_ID) id!: string;
  @Text(CADRE_NAME) name!: string;
  @Nested(() => RoutedDepartmentView) department!: RoutedDepartmentView;
}

export class CandidateCadreView {
  @Code(CADRE_ID) id!: string;
  @Text(CADRE_NAME) name!: string;
}

export class RoutingCandidateView {
  @Nested(() => CandidateCadreView) cadre!: CandidateCadreView;
  @Whole({ example: 3, description: 'Open issues that the cadre leads.' }) openCount!: number;
  @Whole({ example: 10, description: 'Open issues that are a full load.' }) capacity!: number;
  @Flag({ example: true }) chosen!: boolean;
  @Text({ max: 200, nullable: true, example: null, description: 'Why not; null for who could have taken it.' })
  passedOver!: string | null;
}

export class RoutingPreviewView {
  @Nested(() => RoutedCadreView, { nullable: true, description: 'Null when it would wait for the coordinator.' })
  cadre!: RoutedCadreView | null;

  @Code({ nullable: true, example: 'enterprise-chief' }) rule!: string | null;
  @Text({ max: 100, nullable: true, example: '由企业的首席服务员办理' }) ruleName!: string | null;
  @ManyTexts({ example: ['规则：由企业的首席服务员办理', '只有王建国可以承办'] }) reasons!: string[];

  @ManyNested(() => RoutingCandidateView, { max: MOST_CANDIDATES, description: 'The chosen one first.' })
  candidates!: RoutingCandidateView[];
}
