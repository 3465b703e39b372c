import { Choice, Code, DateField, InstantField, Nested, Text } from '../../platform/http/index.js';
import { PAIRING_ROLES, type PairingRole } from './domain/pairing.js';

const ROLE = { description: '`chief` (首席服务员): one at a time.' };
const FROM = { example: '2024-01-01', description: 'The first day.' };
const TO = { example: null, description: 'The first day after; null while it lasts.', nullable: true };

export class PairedCadreView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000002' }) id!: string;
  @Text({ max: 100, example: '王建国' }) name!: string;
}

export class PairingView {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000003' }) id!: string;
  @Code({ example: '018d7a3e-0000-7000-8000-000000000001' }) enterpriseId!: string;
  @Nested(() => PairedCadreView) cadre!: PairedCadreView;
  @Choice(PAIRING_ROLES, ROLE) role!: PairingRole;
  @DateField(FROM) from!: string;
  @DateField(TO) to!: string | null;
  @InstantField() createdAt!: string;
}

export class PairingInput {
  @Code({ example: '018d7a3e-0000-7000-8000-000000000002' }) cadreId!: string;
  @Choice(PAIRING_ROLES, ROLE) role!: PairingRole;
  @DateField(FROM) from!: string;
  @DateField({ ...TO, optional: true }) to?: string | null;
}
