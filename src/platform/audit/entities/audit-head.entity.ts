import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant, integer, key, primary } from '../../persistence/columns.js';

/** One row: the end of the audit chain. Whoever appends locks it, so that entries stand in one line on every database. */
@Entity('audit_head')
export class AuditHeadRow {
  @PrimaryColumn(primary(integer, 'audit_head')) id!: number;
  @Column(instant) sequence!: number;
  @Column(key()) hash!: string;
}
