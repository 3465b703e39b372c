import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { flag, id, instant, integer, json, key, primary } from '../../../platform/persistence/columns.js';

/** Bulletins that are made by themselves. */
@Entity('bulletin_schedule')
export class BulletinScheduleRow {
  @PrimaryColumn(primary(id, 'bulletin_schedule')) id!: string;
  @Column(key(20)) regionCode!: string;
  @Column(key(10)) every!: string;
  @Column(integer) day!: number;
  @Column(integer) hour!: number;
  @Column(key(20)) groupBy!: string;
  /** Ids of accounts. */
  @Column(json) recipients!: string;
  @Column(key(10)) language!: string;
  @Column(flag) active!: boolean;
  /** What has fallen due up to then is done with. */
  @Column(instant) madeUntil!: number;
  @Column(id) createdBy!: string;
  @Column(integer) version!: number;

  @ManyToOne('Region')
  @JoinColumn({ name: 'region_code', foreignKeyConstraintName: 'fk_bulletin_schedule_region_code' })
  region?: Relation<object>;
}
