import { Column, Entity, PrimaryColumn } from 'typeorm';
import { id, instant, primary } from '../../../platform/persistence/columns.js';

/** Whoever has revealed something; the row is locked while their reveals are counted. */
@Entity('revealer')
export class Revealer {
  @PrimaryColumn(primary(id, 'revealer')) userId!: string;
  /** Of the last look; once another one has been refused, when the next is possible. */
  @Column(instant) lastAt!: number;
}
