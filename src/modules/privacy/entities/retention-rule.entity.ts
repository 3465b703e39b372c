import { Column, Entity, PrimaryColumn } from 'typeorm';
import { flag, instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** How long one kind of personal data is kept after it is needed no more. */
@Entity('retention_rule')
export class RetentionRuleRow {
  @PrimaryColumn(primary(key(40), 'retention_rule')) kind!: string;
  @Column(integer) keepDays!: number;
  @Column(flag) active!: boolean;
  @Column(nullable(instant)) lastRunAt!: number | null;
  @Column(integer) version!: number;
}
