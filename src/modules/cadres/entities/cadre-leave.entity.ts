import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, localDate, primary } from '../../../platform/persistence/columns.js';

/** A leave from `startsOn` to `endsOn`, both inclusive. */
@Entity('cadre_leave')
export class CadreLeave {
  @PrimaryColumn(primary(id, 'cadre_leave')) cadreId!: string;
  @PrimaryColumn(primary(localDate, 'cadre_leave')) startsOn!: string;
  @Column(localDate) endsOn!: string;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_cadre_leave_cadre_id' })
  cadre?: Relation<object>;
}
