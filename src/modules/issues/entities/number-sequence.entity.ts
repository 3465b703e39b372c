import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integer, key, primary } from '../../../platform/persistence/columns.js';

/** The last number given out under a prefix and year, such as `ZK-2024`. */
@Entity('number_sequence')
export class NumberSequence {
  @PrimaryColumn(primary(key(30), 'number_sequence')) name!: string;
  @Column(integer) lastValue!: number;
}
