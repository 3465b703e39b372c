import { PickType } from '@nestjs/swagger';
import {
  Choice,
  Code,
  DateField,
  Flag,
  FreeObject,
  InstantField,
  ListQuery,
  ManyCodes,
  ManyNested,
  Nested,
  pageClass,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { type Grouping, GROUPING_CODES, IssueFilterQuery } from '../issues/index.js';
import { FiguresView, GroupFiguresView, PeriodView } from '../reports/index.js';
import { BULLETIN_FAULTS } from './bulletin-verification.service.js';

export const MOST_EXCLUSIONS = 200;
const HASH = {
  max: 64,
  pattern: '^[0-9a-f]{64}$',
  example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
const ID = { example: '018e0a2b-0000-7000-8000-000000000001' };

/** Those filters of `/issues` that name no person and no enterprise. */
export class BulletinFiltersInput extends PickType(IssueFilterQuery, [
  'categoryCode',
  'departmentId',
  'chainCode',
  'level',
  'channel',
  'campaignCode',
]) {}

class ExclusionInput {
  @Code(ID) issueId!: string;
  @Text({ max: 500, example: '涉诉，经研究不计入本期' }) reason!: string;
}

export class BulletinInput {
  @Code({ optional: true, example: '411602', description: 'Your own unless said otherwise, or one below it.' })
  regionCode?: string;

  @Text({ max: 200, optional: true, example: '川汇区企业诉求办理情况通报' }) title?: string;
  @DateField({ example: '2024-01-01', description: 'First day of the period.' }) from!: string;
  @DateField({ example: '2025-01-01', description: 'First day after the period.' }) to!: string;
  @InstantField({ optional: true, description: 'Cut-off. Default now.' }) asOf?: string;

  @Choice(GROUPING_CODES, {
    optional: true,
    description: '`region` unless said otherwise; `cadre` is refused, since cadres are not put into public tables.',
  })
  groupBy?: Grouping;

  @Nested(() => BulletinFiltersInput, { optional: true }) filters?: BulletinFiltersInput;

  @ManyNested(() => ExclusionInput, {
    optional: true,
    max: MOST_EXCLUSIONS,
    description: 'Issues that are left out by decision; they are counted and listed with the reason.',
  })
  exclusions?: ExclusionInput[];
}

export class BulletinQuery extends ListQuery {
  @Code({ optional: true, example: '411602', description: 'With everything below it.' }) regionCode?: string;
  @Whole({ query: true, optional: true, min: 1900, max: 2199, example: 2024 }) year?: number;
}

export const PRINT_LANGUAGES = ['zh', 'en'] as const;
export const LANGUAGE_OF = { zh: 'zh-CN', en: 'en' } as const;

export class PrintQuery {
  @Choice(PRINT_LANGUAGES, { optional: true, description: 'By `Accept-Language` unless said otherwise.' })
  lang?: (typeof PRINT_LANGUAGES)[number];
}

class BulletinRegionView {
  @Code({ example: '411602' }) code!: string;
  @Text({ max: 200, example: '川汇区' }) name!: string;
}

export class BulletinLineView {
  @Code(ID) id!: string;
  @Text({ max: 30, example: '2024-12' }) number!: string;
  @Text({ max: 60, example: '通报〔2024〕12号' }) officialNumber!: string;
  @Nested(() => BulletinRegionView) region!: BulletinRegionView;
  @Text({ max: 300, example: '川汇区企业诉求办理情况通报' }) title!: string;
  @Nested(() => PeriodView) period!: PeriodView;
  @InstantField({ description: 'Cut-off.' }) asOf!: string;
  @Choice(GROUPING_CODES) groupBy!: string;
  @InstantField() createdAt!: string;
  @Code({ nullable: true, example: null, description: 'The schedule that has made it.' }) scheduleId!: string | null;
  @Text(HASH) hash!: string;
}

export class BulletinPageView extends pageClass(BulletinLineView) {}

class BulletinRowView extends GroupFiguresView {
  @Whole({
    min: 1,
    nullable: true,
    example: 1,
    description:
      'By completion, where rows answer for the work: regions, departments, chains. Equal rates share a rank; null for fewer than 10 issues.',
  })
  rank!: number | null;
}

class ExclusionView {
  @Code(ID) issueId!: string;
  @Text({ max: 30, example: 'ZK-2024-000626' }) number!: string;
  @Text({ max: 200, nullable: true, example: '生产线扩建后缺一线操作工 60 名', description: 'Null when confidential.' })
  title!: string | null;
  @Code({ example: '411602' }) regionCode!: string;
  @Text({ max: 500, example: '涉诉，经研究不计入本期' }) reason!: string;
  @Code({ example: 'coordinator' }) decidedByRole!: string;
}

export class BulletinView extends BulletinLineView {
  @FreeObject({ description: 'The filters, as `/issues` takes them.', example: {} }) filters!: object;
  @Nested(() => FiguresView, { description: 'As they were; each names the list of the issues behind it.' })
  total!: FiguresView;
  @ManyNested(() => BulletinRowView, { max: 10_000 }) rows!: BulletinRowView[];
  @Whole({ example: 1, description: 'Issues that are left out by decision.' }) excludedCount!: number;
  @ManyNested(() => ExclusionView, { max: MOST_EXCLUSIONS }) exclusions!: ExclusionView[];
  @Text({ ...HASH, description: 'Of the bulletin before it in the region; zeros for the first one.' })
  previousHash!: string;
  @Text({ max: 100, description: 'Ed25519 of the hash, base64.', example: 'MEUCIQ==' }) signature!: string;
  @Text({ max: 16, pattern: '^[0-9a-f]{16}$', example: '0123456789abcdef' }) keyId!: string;
  @Text({ max: 200, example: '/api/v1/bulletins/x/restatements' }) restatementsUrl!: string;
  @Text({ max: 200, example: '/api/v1/bulletins/x/print' }) printUrl!: string;
}

class BulletinKeyView {
  @Choice(['Ed25519']) algorithm!: 'Ed25519';
  @Text({ max: 16, pattern: '^[0-9a-f]{16}$', example: '0123456789abcdef' }) keyId!: string;
  @Text({ max: 400, description: 'The public key.', example: '-----BEGIN PUBLIC KEY-----' }) pem!: string;
}

export class BulletinVerdictView {
  @Flag({ example: true }) ok!: boolean;
  @ManyCodes({ values: BULLETIN_FAULTS, example: [], description: 'What is wrong with it underneath.' })
  faults!: string[];
  @Text({ ...HASH, description: 'Reckoned anew from what it says.' }) hash!: string;
  @InstantField() checkedAt!: string;
  @Nested(() => BulletinKeyView, { description: 'For whoever has a copy: the signature is that of the hash.' })
  key!: BulletinKeyView;
}
