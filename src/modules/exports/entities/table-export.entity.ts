import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** A table that somebody has asked for and that is made in the background. */
@Entity('table_export')
@Index('ix_table_export_owner_id_id', ['ownerId', 'id'])
@Index('ix_table_export_status_id', ['status', 'id'])
@Index('ix_table_export_file_hash', ['fileHash'])
export class TableExportRow {
  @PrimaryColumn(primary(id, 'table_export')) id!: string;
  @Column(id) ownerId!: string;
  /** Role and places of the owner when it was asked for: with others it is not made, and not handed out. */
  @Column(text) rights!: string;
  @Column(key(10)) language!: string;
  @Column(key(40)) kind!: string;
  @Column(json) query!: string;
  @Column(key(10)) format!: string;
  @Column(key(10)) status!: string;
  @Column(nullable(key(20))) failure!: string | null;
  @Column(nullable(integer)) rowsTotal!: number | null;
  @Column(integer) rowsDone!: number;
  /** How often it was begun; one that outlives its process begins anew. */
  @Column(integer) attempts!: number;
  @Column(nullable(key(64))) fileHash!: string | null;
  @Column(nullable(instant)) fileSize!: number | null;
  @Column(nullable(text)) disposition!: string | null;
  @Column(instant) requestedAt!: number;
  @Column(nullable(instant)) finishedAt!: number | null;
  @Column(nullable(instant)) expiresAt!: number | null;

  @ManyToOne('User')
  @JoinColumn({ name: 'owner_id', foreignKeyConstraintName: 'fk_table_export_owner_id' })
  owner?: Relation<object>;
}
