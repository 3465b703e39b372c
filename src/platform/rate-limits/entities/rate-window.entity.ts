import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant, integer, key, primary } from '../../persistence/columns.js';

/** How often somebody has asked in one window of time; of no worth once the window is over. */
@Entity('rate_window')
export class RateWindow {
  @PrimaryColumn(primary(key(100), 'rate_window')) subject!: string;
  @PrimaryColumn(primary(instant, 'rate_window')) windowStart!: number;
  @Column(integer) hits!: number;
}
