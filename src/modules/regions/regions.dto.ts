import { Choice, Code, DateField, Flag, ListQuery, Text, Whole } from '../../platform/http/index.js';
import { REGION_KINDS, REGION_LEVELS, type RegionKind, type RegionLevel } from './domain/region-tree.js';

const REGION_CODE = { max: 12, pattern: '^[0-9]{6,12}$', example: '411602' };
const PREFIX = {
  max: 6,
  pattern: '^[A-Z]{2,6}$',
  example: 'ZK',
  description: 'Prefix of issue numbers; without one the parent’s.',
};
const ENDS = 'First day on which the region no longer exists.';

export class RegionQuery extends ListQuery {
  @Code({ optional: true, example: '411600', description: 'Only the regions directly below this one.' })
  parentCode?: string;

  @Flag({ query: true, optional: true, description: 'Also regions that no longer exist.' })
  includeAbolished?: boolean;
}

export class RegionView {
  @Text(REGION_CODE) code!: string;
  @Text({ max: 100, example: '川汇区', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '川汇区' }) nameZh!: string;
  @Text({ max: 100, nullable: true, example: 'Chuanhui District' }) nameEn!: string | null;
  @Choice(REGION_LEVELS) level!: RegionLevel;
  @Choice(REGION_KINDS, { description: '`gb`: a code of GB/T 2260; `zone`: a development zone.' }) kind!: RegionKind;
  @Text({ ...REGION_CODE, nullable: true, example: '411600' }) parentCode!: string | null;
  @DateField({ nullable: true, example: null }) validFrom!: string | null;
  @DateField({ nullable: true, example: null, description: ENDS }) validTo!: string | null;
  @Text({ ...REGION_CODE, nullable: true, example: null }) successorCode!: string | null;
  @Text({ ...PREFIX, nullable: true, example: null }) numberPrefix!: string | null;
  @Whole({ min: 1 }) version!: number;
}

export class RegionPatch {
  @Text({ max: 100, optional: true, example: '川汇区' }) name?: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Chuanhui District' }) nameEn?: string | null;
  @DateField({ optional: true, nullable: true, example: null }) validFrom?: string | null;
  @DateField({ optional: true, nullable: true, example: null, description: ENDS }) validTo?: string | null;
  @Text({ ...REGION_CODE, optional: true, nullable: true, example: null }) successorCode?: string | null;
  @Text({ ...PREFIX, optional: true, nullable: true }) numberPrefix?: string | null;
}

export class RegionInput {
  @Text({ ...REGION_CODE, example: '411672' }) code!: string;
  @Text({ max: 100, example: '周口高新技术产业开发区' }) name!: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Zhoukou High-Tech Zone' }) nameEn?: string | null;
  @Choice(REGION_LEVELS) level!: RegionLevel;
  @Choice(REGION_KINDS, { example: 'zone' }) kind!: RegionKind;
  @Text({ ...REGION_CODE, example: '411600' }) parentCode!: string;
  @DateField({ optional: true, nullable: true, example: '2024-02-04' }) validFrom?: string | null;
  @Text({ ...PREFIX, optional: true, nullable: true }) numberPrefix?: string | null;
}
