import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, localDate, nullable, primary } from '../../../platform/persistence/columns.js';

/** A cadre looks after an enterprise from `startsOn` (inclusive) to `endsOn` (exclusive, null while it lasts). */
@Entity('pairing')
@Index('ix_pairing_enterprise_id', ['enterpriseId'])
@Index('ix_pairing_cadre_id', ['cadreId'])
export class Pairing {
  @PrimaryColumn(primary(id, 'pairing')) id!: string;
  @Column(id) enterpriseId!: string;
  @Column(id) cadreId!: string;
  @Column(key(20)) role!: string;
  @Column(localDate) startsOn!: string;
  @Column(nullable(localDate)) endsOn!: string | null;
  @Column(key(36)) createdBy!: string;
  @Column(instant) createdAt!: number;

  @ManyToOne('Enterprise')
  @JoinColumn({ name: 'enterprise_id', foreignKeyConstraintName: 'fk_pairing_enterprise_id' })
  enterprise?: Relation<object>;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_pairing_cadre_id' })
  cadre?: Relation<object>;
}
