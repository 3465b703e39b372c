import { Code, Flag, ListQuery, Nested, Text, Whole } from '../../platform/http/index.js';

export class ChainQuery extends ListQuery {
  @Code({ optional: true, example: 'modern-food' }) clusterCode?: string;
  @Flag({ query: true, optional: true, description: 'Also chains that are no longer promoted.' })
  includeInactive?: boolean;
}

export class ClusterView {
  @Code({ example: 'modern-food' }) code!: string;
  @Text({ max: 100, example: '现代食品', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '现代食品' }) nameZh!: string;
  @Text({ max: 100, nullable: true, example: 'Modern food' }) nameEn!: string | null;
}

export class ChainView {
  @Code({ example: 'prepared-dishes' }) code!: string;
  @Text({ max: 100, example: '预制菜', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '预制菜' }) nameZh!: string;
  @Text({ max: 100, nullable: true, example: 'Prepared dishes' }) nameEn!: string | null;
  @Nested(() => ClusterView) cluster!: ClusterView;
  @Flag({ example: true, description: 'Whether a public list names the chain.' }) verified!: boolean;
  @Flag({ example: true }) active!: boolean;
  @Whole({ min: 1 }) version!: number;
}

export class ChainPatch {
  @Text({ max: 100, optional: true, example: '预制菜' }) name?: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Prepared dishes' }) nameEn?: string | null;
  @Code({ optional: true, example: 'modern-food' }) clusterCode?: string;
  @Text({
    max: 100,
    optional: true,
    example: '现代食品',
    description: 'Required for a new cluster; renames a known one.',
  })
  clusterName?: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Modern food' }) clusterNameEn?: string | null;
  @Flag({ optional: true, example: true }) verified?: boolean;
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class ChainInput {
  @Code({ example: 'prepared-dishes' }) code!: string;
  @Text({ max: 100, example: '预制菜' }) name!: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Prepared dishes' }) nameEn?: string | null;
  @Code({ example: 'modern-food' }) clusterCode!: string;
  @Text({
    max: 100,
    optional: true,
    example: '现代食品',
    description: 'Required for a new cluster; renames a known one.',
  })
  clusterName?: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Modern food' }) clusterNameEn?: string | null;
  @Flag({ optional: true, example: true, description: 'false unless said otherwise.' }) verified?: boolean;
}
