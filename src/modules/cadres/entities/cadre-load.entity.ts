import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, nullable, primary } from '../../../platform/persistence/columns.js';

/** How many open issues a cadre leads; changed only in the transaction that changes a lead. */
@Entity('cadre_load')
export class CadreLoad {
  @PrimaryColumn(primary(id, 'cadre_load')) cadreId!: string;
  @Column(integer) openCount!: number;
  @Column(nullable(instant)) lastAssignedAt!: number | null;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_cadre_load_cadre_id' })
  cadre?: Relation<object>;
}
