import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** One version of a service-level policy; an old version stays, since deadlines were set by it. */
@Entity('sla_policy')
@Index('ix_sla_policy_code_version', ['code', 'version'], { unique: true })
export class SlaPolicyRow {
  @PrimaryColumn(primary(id, 'sla_policy')) id!: string;
  @Column(key()) code!: string;
  @Column(integer) version!: number;
  @Column(nullable(key())) categoryCode!: string | null;
  @Column(nullable(key(20))) urgency!: string | null;
  @Column(nullable(key(20))) level!: string | null;
  @Column(json) limits!: string;
  @Column(instant) validFrom!: number;
  @Column(nullable(instant)) validTo!: number | null;
}
