import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { flag, id, instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** A cadre who looks after enterprises and handles issues. */
@Entity('cadre')
@Index('ix_cadre_region_code_id', ['regionCode', 'id'])
@Index('ix_cadre_department_id', ['departmentId'])
@Index('ix_cadre_deputy_id', ['deputyId'])
export class Cadre {
  @PrimaryColumn(primary(id, 'cadre')) id!: string;
  @Column(key(100)) name!: string;
  @Column(key(30)) phone!: string;
  @Column(key(20)) regionCode!: string;
  @Column(key()) departmentId!: string;
  @Column(integer) capacity!: number;
  @Column(flag) onDuty!: boolean;
  @Column(nullable(id)) deputyId!: string | null;
  @Column(instant) createdAt!: number;
  @Column(instant) updatedAt!: number;
  @Column(integer) version!: number;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_cadre_region_code' })
  region?: Relation<object>;

  @ManyToOne('Department')
  @JoinColumn({ name: 'department_id', foreignKeyConstraintName: 'fk_cadre_department_id' })
  department?: Relation<object>;
}
