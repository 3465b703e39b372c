import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** An enterprise by its unified social credit code (GB 32100-2015). */
@Entity('enterprise')
@Index('ix_enterprise_credit_code', ['creditCode'], { unique: true })
@Index('ix_enterprise_region_code_id', ['regionCode', 'id'])
export class Enterprise {
  @PrimaryColumn(primary(id, 'enterprise')) id!: string;
  @Column(key(18)) creditCode!: string;
  @Column(key(200)) name!: string;
  @Column(key(20)) regionCode!: string;
  @Column(key(100)) industry!: string;
  @Column(key(20)) size!: string;
  @Column(nullable(key())) chainCode!: string | null;
  @Column(json) honours!: string;
  @Column(json) contacts!: string;
  @Column(key(20)) status!: string;
  @Column(instant) createdAt!: number;
  @Column(instant) updatedAt!: number;
  @Column(integer) version!: number;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_enterprise_region_code' })
  region?: Relation<object>;

  @ManyToOne('Chain')
  @JoinColumn({ name: 'chain_code', foreignKeyConstraintName: 'fk_enterprise_chain_code' })
  chain?: Relation<object>;
}
