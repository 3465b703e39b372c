import { Code, DateField, Flag, ListQuery, Text, Whole } from '../../platform/http/index.js';

const ENDS = 'First day after the campaign; null while its end is open.';

export class CampaignQuery extends ListQuery {
  @Flag({ query: true, optional: true, description: 'Also campaigns that are switched off.' })
  includeInactive?: boolean;
}

export class CampaignView {
  @Code({ example: 'wanren-zhuwanqi' }) code!: string;
  @Text({ max: 100, example: '万人助万企', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '万人助万企' }) nameZh!: string;
  @Text({ max: 100, nullable: true, example: '10,000 people helping 10,000 enterprises' }) nameEn!: string | null;
  @DateField({ example: '2021-06-01' }) from!: string;
  @DateField({ nullable: true, example: '2025-01-01', description: ENDS }) to!: string | null;
  @Flag({ example: true }) active!: boolean;
  @Whole({ min: 1 }) version!: number;
}

export class CampaignInput {
  @Code({ example: 'xuechagai' }) code!: string;
  @Text({ max: 100, example: '学查改·以企观政' }) name!: string;
  @Text({ max: 100, optional: true, nullable: true, example: null }) nameEn?: string | null;
  @DateField({ example: '2025-01-01' }) from!: string;
  @DateField({ optional: true, nullable: true, example: null, description: ENDS }) to?: string | null;
}

export class CampaignPatch {
  @Text({ max: 100, optional: true, example: '学查改·以企观政' }) name?: string;
  @Text({ max: 100, optional: true, nullable: true, example: null }) nameEn?: string | null;
  @DateField({ optional: true, example: '2025-01-01' }) from?: string;
  @DateField({ optional: true, nullable: true, example: null, description: ENDS }) to?: string | null;
  @Flag({ optional: true, example: true }) active?: boolean;
}
