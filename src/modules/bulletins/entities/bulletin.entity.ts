import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import {
  id,
  instant,
  integer,
  json,
  key,
  localDate,
  nullable,
  primary,
} from '../../../platform/persistence/columns.js';

/** A frozen report: append-only. What it says is in `content`; the columns before that are copies to search by. */
@Entity('bulletin')
@Index('ix_bulletin_region_code_year_sequence', ['regionCode', 'year', 'sequence'], { unique: true })
@Index('ix_bulletin_schedule_id_period_from', ['scheduleId', 'periodFrom'], { unique: true })
export class BulletinRow {
  @PrimaryColumn(primary(id, 'bulletin')) id!: string;
  @Column(key(20)) regionCode!: string;
  @Column(integer) year!: number;
  @Column(integer) sequence!: number;
  @Column(localDate) periodFrom!: string;
  @Column(localDate) periodTo!: string;
  @Column(instant) asOf!: number;
  @Column(key(20)) groupBy!: string;
  @Column(json) content!: string;
  /** Of the bulletin before it in the region; zeros for the first one. */
  @Column(key(64)) previousHash!: string;
  @Column(key(64)) hash!: string;
  @Column(key(100)) signature!: string;
  @Column(key(16)) keyId!: string;
  /** Without a reference: the schedule may have been deleted. */
  @Column(nullable(id)) scheduleId!: string | null;
  @Column(id) createdBy!: string;
  @Column(instant) createdAt!: number;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_bulletin_region_code' })
  region?: Relation<object>;
}
