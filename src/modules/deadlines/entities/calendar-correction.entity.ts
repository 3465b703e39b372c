import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant, key, localDate, primary } from '../../../platform/persistence/columns.js';

/** A single day that the office treats otherwise than the official calendar says. */
@Entity('calendar_correction')
export class CalendarCorrection {
  @PrimaryColumn(primary(localDate, 'calendar_correction')) date!: string;
  @Column(key(20)) kind!: string;
  @Column(key(200)) note!: string;
  @Column(key(36)) correctedBy!: string;
  @Column(instant) correctedAt!: number;
}
