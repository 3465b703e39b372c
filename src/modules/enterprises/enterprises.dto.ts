import { IntersectionType } from '@nestjs/swagger';
import {
  Choice,
  Code,
  DateField,
  FormatQuery,
  InstantField,
  ListQuery,
  ManyNested,
  Text,
  Whole,
} from '../../platform/http/index.js';
import {
  ENTERPRISE_SIZES,
  ENTERPRISE_STATUSES,
  type EnterpriseSize,
  type EnterpriseStatus,
} from './domain/enterprise.js';

const TYPED_CODE = {
  max: 60,
  example: '91000000MA00000157',
  description: 'GB 32100-2015; full-width signs, small letters, spaces and hyphens are understood.',
};
const NAME = { max: 200, example: '周口示范食品有限公司' };
const REGION_CODE = { max: 12, pattern: '^[0-9]{6,12}$', example: '411602' };
const INDUSTRY = { max: 100, example: '食品制造业' };
const CHAIN = { example: 'modern-food' };
const MOST_HONOURS = 100;
const MOST_CONTACTS = 20;

export class HonourDto {
  @Text({ max: 100, example: '专精特新中小企业' }) name!: string;
  @Text({ max: 50, optional: true, nullable: true, example: '省级' }) level?: string | null;
  @DateField({ example: '2023-06-01' }) grantedOn!: string;
  @DateField({ optional: true, nullable: true, example: '2026-05-31', description: 'The last day.' })
  validUntil?: string | null;
}

export class ContactDto {
  @Text({ max: 100, example: '李明' }) name!: string;
  @Text({ max: 40, example: '13812345678', description: 'A mainland mobile number, or a landline with area code.' })
  phone!: string;
  @Text({ max: 100, optional: true, nullable: true, example: '办公室主任' }) title?: string | null;
}

export class EnterpriseQuery extends IntersectionType(ListQuery, FormatQuery) {
  @Code({ optional: true, example: '411600', description: 'Region; enterprises of the regions below it count too.' })
  regionCode?: string;

  @Code({ optional: true, ...CHAIN }) chainCode?: string;
  @Choice(ENTERPRISE_SIZES, { optional: true }) size?: EnterpriseSize;
  @Choice(ENTERPRISE_STATUSES, { optional: true }) status?: EnterpriseStatus;
  @Text({ max: 100, optional: true, example: '食品', description: 'Part of the name or of the credit code.' })
  q?: string;
}

export class EnterpriseView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000001' }) id!: string;
  @Text({ max: 18, example: '91000000MA00000157' }) creditCode!: string;
  @Text(NAME) name!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Text(INDUSTRY) industry!: string;
  @Choice(ENTERPRISE_SIZES) size!: EnterpriseSize;
  @Code({ ...CHAIN, nullable: true }) chainCode!: string | null;
  @ManyNested(() => HonourDto, { max: MOST_HONOURS }) honours!: HonourDto[];
  @ManyNested(() => ContactDto, { max: MOST_CONTACTS, description: 'Masked for whoever does not look after it.' })
  contacts!: ContactDto[];
  @Choice(ENTERPRISE_STATUSES) status!: EnterpriseStatus;
  @InstantField() createdAt!: string;
  @InstantField() updatedAt!: string;
  @Whole({ min: 1 }) version!: number;
}

export class EnterpriseInput {
  @Text(TYPED_CODE) creditCode!: string;
  @Text(NAME) name!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Text(INDUSTRY) industry!: string;
  @Choice(ENTERPRISE_SIZES) size!: EnterpriseSize;
  @Code({ ...CHAIN, optional: true, nullable: true }) chainCode?: string | null;
  @ManyNested(() => HonourDto, { optional: true, max: MOST_HONOURS }) honours?: HonourDto[];
  @ManyNested(() => ContactDto, { max: MOST_CONTACTS }) contacts!: ContactDto[];
  @Choice(ENTERPRISE_STATUSES, { optional: true, description: '`active` unless said otherwise.' })
  status?: EnterpriseStatus;
}

export class EnterprisePatch {
  @Text({ ...TYPED_CODE, optional: true }) creditCode?: string;
  @Text({ ...NAME, optional: true }) name?: string;
  @Text({ ...REGION_CODE, optional: true }) regionCode?: string;
  @Text({ ...INDUSTRY, optional: true }) industry?: string;
  @Choice(ENTERPRISE_SIZES, { optional: true }) size?: EnterpriseSize;
  @Code({ ...CHAIN, optional: true, nullable: true }) chainCode?: string | null;
  @ManyNested(() => HonourDto, { optional: true, max: MOST_HONOURS }) honours?: HonourDto[];
  @ManyNested(() => ContactDto, { optional: true, max: MOST_CONTACTS }) contacts?: ContactDto[];
  @Choice(ENTERPRISE_STATUSES, { optional: true }) status?: EnterpriseStatus;
}
