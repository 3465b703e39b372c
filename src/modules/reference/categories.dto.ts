import { Code, Flag, ManyNested, Text, Whole } from '../../platform/http/index.js';

export class CategoryQuery {
  @Flag({ query: true, optional: true, description: 'Also categories that are no longer offered.' })
  includeInactive?: boolean;
}

export class CategoryView {
  @Code({ example: 'labour' }) code!: string;
  @Text({ max: 100, example: '用工人才', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '用工人才' }) nameZh!: string;
  @Text({ max: 100, nullable: true, example: 'Employment and talent' }) nameEn!: string | null;
  @Code({ nullable: true, example: null }) parentCode!: string | null;
  @Whole({ example: 4, description: 'Order among its siblings.' }) position!: number;
  @Flag({ example: true }) active!: boolean;
  @Whole({ min: 1 }) version!: number;
  @ManyNested(() => CategoryView, { example: [] }) children!: CategoryView[];
}

export class CategoryTreeView {
  @ManyNested(() => CategoryView, { description: 'The top categories, each with its children.' })
  items!: CategoryView[];
}

export class CategoryInput {
  @Code({ example: 'labour-housing' }) code!: string;
  @Text({ max: 100, example: '职工住房' }) name!: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Housing for employees' }) nameEn?: string | null;
  @Code({ optional: true, nullable: true, example: 'labour' }) parentCode?: string | null;
  @Whole({ max: 10_000, example: 5 }) position!: number;
}

export class CategoryPatch {
  @Text({ max: 100, optional: true, example: '职工住房' }) name?: string;
  @Text({ max: 100, optional: true, nullable: true, example: 'Housing for employees' }) nameEn?: string | null;
  @Whole({ max: 10_000, optional: true, example: 5 }) position?: number;
  @Flag({ optional: true, example: true }) active?: boolean;
}
