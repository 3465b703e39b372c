import {
  Choice,
  Code,
  FreeObject,
  InstantField,
  ListQuery,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { EXPORT_FAILURES, EXPORT_STATUSES } from './exports.read-model.js';

const FORMATS = ['csv', 'xlsx'] as const;

export class ExportInput {
  @Code({
    example: 'issues',
    description:
      'What: `issues`, `enterprises`, `cadres`, `pauses`, or a report by the last part of its address, such as `completion` or `handling-times`.',
  })
  kind!: string;

  @Choice(FORMATS, { example: 'xlsx' })
  format!: (typeof FORMATS)[number];

  @FreeObject({
    optional: true,
    example: { regionCode: '411600' },
    description: 'Filters, as the address of the list or the report takes them; its page is left out of account.',
  })
  query?: object;
}

export class ExportListQuery extends ListQuery {}

export class ProgressView {
  @Whole({ example: 5_000, description: 'Rows that are written.' }) done!: number;
  @Whole({ nullable: true, example: 120_000, description: 'Rows in all, as far as is known.' }) total!: number | null;
}

export class ExportFailureView {
  @Choice(EXPORT_FAILURES) code!: string;
  @Text({ max: 200, example: '您的账号权限已变更，请重新导出' }) text!: string;
}

export class ExportView {
  @Code() id!: string;
  @Code({ example: 'issues' }) kind!: string;
  @FreeObject({ example: { regionCode: '411600' } }) query!: object;
  @Choice(FORMATS, { example: 'xlsx' }) format!: string;
  @Choice(EXPORT_STATUSES) status!: string;
  @Nested(() => ProgressView) progress!: ProgressView;
  @Nested(() => ExportFailureView, { nullable: true, description: 'Why it was not made.' })
  failure!: ExportFailureView | null;
  @Whole({ nullable: true, example: null, description: 'Bytes of the file.' }) size!: number | null;
  @InstantField() requestedAt!: string;
  @InstantField({ nullable: true, example: null }) finishedAt!: string | null;
  @InstantField({ nullable: true, example: null, description: 'Until when the file is there.' })
  expiresAt!: string | null;
}

export class ExportPageView extends pageClass(ExportView) {}
