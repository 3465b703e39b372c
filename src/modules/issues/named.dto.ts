import { Code, Text } from '../../platform/http/index.js';

export class NamedView {
  @Code({ example: '018cc1e4-5c00-7000-8000-000000000001' }) id!: string;
  @Text({ max: 200, example: '周口示例纺织有限公司' }) name!: string;
}
