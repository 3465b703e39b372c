import { Column, Entity, PrimaryColumn } from 'typeorm';
import { flag, id, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** How many of which issues are drawn for a call-back or a spot check; null means any. */
@Entity('sampling_rule')
export class SamplingRuleRow {
  @PrimaryColumn(primary(id, 'sampling_rule')) id!: string;
  @Column(key(20)) purpose!: string;
  @Column(integer) percent!: number;
  @Column(integer) dueDays!: number;
  @Column(nullable(key(20))) regionCode!: string | null;
  @Column(nullable(key())) categoryCode!: string | null;
  @Column(nullable(key(20))) confirmation!: string | null;
  @Column(flag) active!: boolean;
  @Column(integer) version!: number;
}
