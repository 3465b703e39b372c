import { Code, Flag, ListQuery, Text, Whole } from '../../platform/http/index.js';

const REGION_CODE = { max: 12, pattern: '^[0-9]{6,12}$', example: '411600' };
const FUNCTION_CODE = { max: 40, pattern: '^[a-z][a-z0-9-]*$', example: 'industry' };

export class DepartmentQuery extends ListQuery {
  @Code({ optional: true, example: '411600', description: 'Region; departments of the regions below it count too.' })
  regionCode?: string;

  @Code({ optional: true, example: 'industry' }) functionCode?: string;

  @Flag({ query: true, optional: true, description: 'Also departments that are closed.' }) includeInactive?: boolean;
}

export class DepartmentView {
  @Code({ example: '411600-industry' }) id!: string;
  @Text({ max: 200, example: '周口市工业和信息化局', description: 'In the language of the request.' }) name!: string;
  @Text({ max: 100, example: '周口市工业和信息化局' }) nameZh!: string;
  @Text({ max: 200, nullable: true, example: 'Zhoukou Bureau of Industry and Information Technology' })
  nameEn!: string | null;
  @Text(FUNCTION_CODE) functionCode!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Flag({ example: true }) active!: boolean;
  @Whole({ min: 1 }) version!: number;
}

export class DepartmentInput {
  @Text({ max: 100, example: '周口市工业和信息化局' }) name!: string;
  @Text({ max: 200, optional: true, nullable: true, example: null }) nameEn?: string | null;
  @Text(FUNCTION_CODE) functionCode!: string;
  @Text(REGION_CODE) regionCode!: string;
}

export class DepartmentPatch {
  @Text({ max: 100, optional: true, example: '周口市工业和信息化局' }) name?: string;
  @Text({ max: 200, optional: true, nullable: true, example: null }) nameEn?: string | null;
  @Flag({ optional: true, example: true }) active?: boolean;
}
