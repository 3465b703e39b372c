import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant, integer, json, primary } from '../../../platform/persistence/columns.js';

/** The one row that says how people sign in. */
@Entity('security_policy')
export class SecurityPolicyRow {
  @PrimaryColumn(primary(integer, 'security_policy')) id!: number;
  @Column(json) policy!: string;
  @Column(instant) updatedAt!: number;
  @Column(integer) version!: number;
}
