import { IntersectionType } from '@nestjs/swagger';
import {
  Code,
  DateField,
  Flag,
  FormatQuery,
  InstantField,
  ListQuery,
  ManyCodes,
  ManyNested,
  Nested,
  Text,
  Whole,
} from '../../platform/http/index.js';

const NAME = { max: 100, example: '王建国' };
const PHONE = {
  max: 40,
  example: '13812345678',
  description: 'A mainland mobile number, or a landline with area code.',
};
const REGION_CODE = { max: 12, pattern: '^[0-9]{6,12}$', example: '411602' };
const CAPACITY = { min: 1, max: 100, example: 10, description: 'Open issues that are a full load.' };
const SPECIALTIES = { max: 50, example: ['labour'], description: 'Categories that the cadre knows how to handle.' };
const MOST_LEAVES = 50;

export class LeaveDto {
  @DateField({ example: '2024-05-01' }) from!: string;
  @DateField({ example: '2024-05-05', description: 'The last day away.' }) to!: string;
}

export class CadreQuery extends IntersectionType(ListQuery, FormatQuery) {
  @Code({ optional: true, example: '411600', description: 'Region; cadres of the regions below it count too.' })
  regionCode?: string;

  @Code({ optional: true, example: '411602-industry' }) departmentId?: string;

  @Code({ optional: true, example: 'labour', description: 'Cadres with this specialty or one that holds it.' })
  categoryCode?: string;

  @Flag({ query: true, optional: true, example: true }) onDuty?: boolean;

  @Text({ max: 100, optional: true, example: '王', description: 'Part of the name.' }) q?: string;
}

export class DepartmentRefView {
  @Code({ example: '411602-industry' }) id!: string;
  @Text({ max: 200, example: '川汇区工业和信息化局' }) name!: string;
}

export class CadreView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000001' }) id!: string;
  @Text(NAME) name!: string;
  @Text({ max: 40, example: '138****5678', description: 'Masked unless it is one’s own, or one gives out work.' })
  phone!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Code({ example: '411602-industry' }) departmentId!: string;
  @Nested(() => DepartmentRefView) department!: DepartmentRefView;
  @ManyCodes(SPECIALTIES) specialties!: string[];
  @Whole(CAPACITY) capacity!: number;
  @Whole({ example: 3, description: 'Open issues that the cadre leads.' }) openCount!: number;
  @Flag({ example: true }) onDuty!: boolean;
  @Code({ nullable: true, example: null, description: 'Who gets the issues during a leave.' }) deputyId!: string | null;
  @ManyNested(() => LeaveDto, { max: MOST_LEAVES }) leave!: LeaveDto[];
  @InstantField() createdAt!: string;
  @InstantField() updatedAt!: string;
  @Whole({ min: 1 }) version!: number;
}

export class CadreInput {
  @Text(NAME) name!: string;
  @Text(PHONE) phone!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Code({ example: '411602-industry' }) departmentId!: string;
  @ManyCodes(SPECIALTIES) specialties!: string[];
  @Whole(CAPACITY) capacity!: number;
  @Flag({ optional: true, example: true, description: 'true unless said otherwise.' }) onDuty?: boolean;
  @Code({ optional: true, nullable: true, example: null }) deputyId?: string | null;
  @ManyNested(() => LeaveDto, { optional: true, max: MOST_LEAVES }) leave?: LeaveDto[];
}

export class CadrePatch {
  @Text({ ...NAME, optional: true }) name?: string;
  @Text({ ...PHONE, optional: true }) phone?: string;
  @Text({ ...REGION_CODE, optional: true }) regionCode?: string;
  @Code({ optional: true, example: '411602-industry' }) departmentId?: string;
  @ManyCodes({ ...SPECIALTIES, optional: true }) specialties?: string[];
  @Whole({ ...CAPACITY, optional: true }) capacity?: number;
  @Flag({ optional: true, example: true }) onDuty?: boolean;
  @Code({ optional: true, nullable: true, example: null }) deputyId?: string | null;
  @ManyNested(() => LeaveDto, { optional: true, max: MOST_LEAVES }) leave?: LeaveDto[];
}
