import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { flag, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** A department: one function (such as industry) in one region. */
@Entity('department')
@Index('ix_department_code', ['code'], { unique: true })
@Index('ix_department_region_code_function_code', ['regionCode', 'functionCode'])
export class Department {
  @PrimaryColumn(primary(key(64), 'department')) id!: string;
  @Column(key()) code!: string;
  @Column(key(100)) name!: string;
  @Column(nullable(key(200))) nameEn!: string | null;
  @Column(key()) functionCode!: string;
  @Column(key(20)) regionCode!: string;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_department_region_code' })
  region?: Relation<object>;
}
