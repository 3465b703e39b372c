import { Column, Entity, PrimaryColumn } from 'typeorm';
import { id, instant, primary } from '../../../platform/persistence/columns.js';

/** Whoever has revealed something; the row is locked while their reveals are counted. */
@Entity('revealer')
export class Revealer {
  @PrimaryColumn(primary(id, 'revealer')) userId!: string;
  @Column(instant) lastAt!: number;
}
