import { ROLES } from '../../kernel/actor.js';
import { Choice, Code, Flag, InstantField, ListQuery, Secret, Text, Whole } from '../../platform/http/index.js';

const ID = { example: '018e06f5-5c00-7000-8000-000000000001' };
const USERNAME = {
  max: 64,
  example: 'wang.fang',
  description: 'Letters, digits, `.`, `_`, `@`, `-`; kept in half-width small letters.',
};
const DISPLAY_NAME = { max: 100, example: '王芳' };
const REGION_CODE = { max: 12, pattern: '^[0-9]{6,12}$', example: '411600' };
const CADRE_ID = { optional: true, nullable: true, example: null, description: 'The cadre that it stands for.' };
const ENTERPRISE_ID = {
  optional: true,
  nullable: true,
  example: null,
  description: 'The enterprise that it stands for.',
};
const NEW_PASSWORD = {
  description: 'At least 8 characters of three kinds: capital letters, small letters, digits, signs.',
};

export class AccountQuery extends ListQuery {
  @Choice(ROLES, { optional: true, example: 'cadre' }) role?: string;

  @Code({ optional: true, example: '411600', description: 'Region; accounts of the regions below it count too.' })
  regionCode?: string;

  @Flag({ query: true, optional: true, example: true }) active?: boolean;

  @Text({ max: 100, optional: true, example: '王', description: 'Part of the username or the display name.' })
  q?: string;
}

export class AccountView {
  @Code(ID) id!: string;
  @Text(USERNAME) username!: string;
  @Text(DISPLAY_NAME) displayName!: string;
  @Choice(ROLES, { example: 'manager' }) role!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Code({ ...CADRE_ID, optional: false }) cadreId!: string | null;
  @Code({ ...ENTERPRISE_ID, optional: false }) enterpriseId!: string | null;
  @Flag({ example: true }) active!: boolean;
  @Flag({ example: true, description: 'Whether its holder has chosen a password.' }) enrolled!: boolean;
  @InstantField() createdAt!: string;
  @InstantField() updatedAt!: string;
  @Whole({ min: 1 }) version!: number;
}

export class AccountInput {
  @Text(USERNAME) username!: string;
  @Text(DISPLAY_NAME) displayName!: string;
  @Choice(ROLES, { example: 'manager' }) role!: string;
  @Text(REGION_CODE) regionCode!: string;
  @Code(CADRE_ID) cadreId?: string | null;
  @Code(ENTERPRISE_ID) enterpriseId?: string | null;
}

export class AccountPatch {
  @Text({ ...DISPLAY_NAME, optional: true }) displayName?: string;
  @Choice(ROLES, { optional: true, example: 'manager' }) role?: string;
  @Text({ ...REGION_CODE, optional: true }) regionCode?: string;
  @Code(CADRE_ID) cadreId?: string | null;
  @Code(ENTERPRISE_ID) enterpriseId?: string | null;
  @Flag({ optional: true, example: true }) active?: boolean;
}

export class InvitationView {
  @Secret({ description: 'Shown this once; hand it to the person and nobody else.' }) token!: string;
  @InstantField() expiresAt!: string;
}

export class AcceptanceRequest {
  @Secret() token!: string;
  @Secret(NEW_PASSWORD) password!: string;
}

export class SetupRequest {
  @Secret({ description: 'Printed when the program started.' }) token!: string;
  @Text({ ...USERNAME, example: 'admin' }) username!: string;
  @Text({ ...DISPLAY_NAME, example: '系统管理员' }) displayName!: string;
  @Secret(NEW_PASSWORD) password!: string;
}
