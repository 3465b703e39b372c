import { Code, ManyNested, Text, Whole } from './fields.js';

export class FieldProblemView {
  @Text({ max: 200, min: 0, example: 'title' }) field!: string;
  @Code({ example: 'maxLength' }) rule!: string;
  @Text({ max: 1000, example: '最多 200 个字符' }) message!: string;
}

/** RFC 9457 problem document. */
export class ProblemView {
  @Text({ max: 200, example: 'urn:zhuqi:problem:issue.not-found' }) type!: string;
  @Text({ max: 200, example: '未找到' }) title!: string;
  @Whole({ min: 400, max: 599, example: 404 }) status!: number;
  @Text({ max: 2000, example: '问题不存在，或不在您的范围内' }) detail!: string;
  @Text({ max: 100, example: 'issue.not-found', description: 'Stable, `resource.problem`; programs compare this one.' })
  code!: string;
  @Text({
    max: 64,
    example: '3f0c9a52-7c1e-4d8f-9b0e-3b1d2f4a5c6d',
    description: 'Also in the X-Request-Id header and in our log.',
  })
  requestId!: string;
  @ManyNested(() => FieldProblemView, { optional: true, description: 'The fields at fault, for invalid input.' })
  errors?: FieldProblemView[];
}
