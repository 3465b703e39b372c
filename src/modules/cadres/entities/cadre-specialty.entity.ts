import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, key, primary } from '../../../platform/persistence/columns.js';

/** A category that a cadre knows how to handle. */
@Entity('cadre_specialty')
@Index('ix_cadre_specialty_category_code', ['categoryCode'])
export class CadreSpecialty {
  @PrimaryColumn(primary(id, 'cadre_specialty')) cadreId!: string;
  @PrimaryColumn(primary(key(), 'cadre_specialty')) categoryCode!: string;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'cadre_id', foreignKeyConstraintName: 'fk_cadre_specialty_cadre_id' })
  cadre?: Relation<object>;

  @ManyToOne('Category')
  @JoinColumn({ name: 'category_code', foreignKeyConstraintName: 'fk_cadre_specialty_category_code' })
  category?: Relation<object>;
}
