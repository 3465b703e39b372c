import { Choice, Code, Flag, InstantField, ManyCodes, Nested, Text } from '../../platform/http/index.js';
import { CHANNELS, URGENCIES } from './domain/issue-types.js';

export class ContactBody {
  @Text({ max: 100, example: '李经理' }) name!: string;
  @Text({ max: 40, example: '13800000000', description: 'A mobile or landline number in mainland China.' })
  phone!: string;
}

/** A new issue. */
export class SubmitIssueBody {
  @Code({ optional: true, description: 'An enterprise user may leave it out: it is their own.' })
  enterpriseId?: string;

  @Code({ example: 'labour' })
  categoryCode!: string;

  @Text({ max: 200, example: '生产线扩建后缺一线操作工 60 名' })
  title!: string;

  @Text({ max: 10_000, example: '公司二期生产线 5 月投产，现有一线操作工缺口约 60 名，希望协调专场招聘。' })
  description!: string;

  @Choice(URGENCIES, { optional: true, description: '`normal` unless said otherwise.' })
  urgency?: (typeof URGENCIES)[number];

  @Choice(CHANNELS, {
    optional: true,
    description: '`portal` for an enterprise user, `visit` for somebody on its behalf.',
  })
  channel?: (typeof CHANNELS)[number];

  @Nested(() => ContactBody, { optional: true })
  contact?: ContactBody;

  @Flag({ optional: true, description: 'Hides the enterprise from the handling unit.' })
  confidential?: boolean;

  @Flag({
    optional: true,
    example: false,
    description: 'Straight to the level above: officials of the enterprise’s own level do not see it. Enterprise only.',
  })
  direct?: boolean;

  @ManyCodes({
    optional: true,
    max: 5,
    example: [],
    description: 'Cadres with a conflict of interest: they neither handle nor see it. Enterprise and coordinator only.',
  })
  excludedCadreIds?: string[];

  @Code({ optional: true, example: 'wanren-zhuwanqi' })
  campaignCode?: string;

  @InstantField({
    optional: true,
    description: 'When it was submitted, if it is entered later by somebody on its behalf.',
  })
  submittedAt?: string;
}

/** A correction; only the fields that are sent change. */
export class EditIssueBody {
  @Text({ max: 200, optional: true, example: '生产线扩建后缺一线操作工 80 名' })
  title?: string;

  @Text({ max: 10_000, optional: true, example: '缺口增至 80 名，希望协调专场招聘。' })
  description?: string;

  @Nested(() => ContactBody, { optional: true, nullable: true })
  contact?: ContactBody | null;
}

export class HandoverBody {
  @Code({ description: 'The cadre who takes over.' }) toCadreId!: string;
}
