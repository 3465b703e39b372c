import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { flag, id, integer, json, key, primary } from '../../../platform/persistence/columns.js';

/** One step of the routing order: what it matches and whom it names. */
@Entity('routing_rule')
@Index('ix_routing_rule_code', ['code'], { unique: true })
export class RoutingRule {
  @PrimaryColumn(primary(id, 'routing_rule')) id!: string;
  @Column(key()) code!: string;
  @Column(integer) position!: number;
  @Column(key(100)) nameZh!: string;
  @Column(key(100)) nameEn!: string;
  @Column(json) matches!: string;
  @Column(json) target!: string;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;
}
