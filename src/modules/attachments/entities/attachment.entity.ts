import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { flag, id, instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** A file that belongs to an issue from its first byte; its content lies in the file store under `fileHash`. */
@Entity('attachment')
@Index('ix_attachment_issue_id_ordinal', ['issueId', 'ordinal'], { unique: true })
@Index('ix_attachment_file_hash', ['fileHash'])
export class Attachment {
  @PrimaryColumn(primary(id, 'attachment')) id!: string;
  @Column(id) issueId!: string;
  /** 1 for the first one of the issue. */
  @Column(integer) ordinal!: number;
  @Column(key()) fileHash!: string;
  @Column(key(150)) name!: string;
  @Column(key(100)) mediaType!: string;
  @Column(nullable(key(20))) charset!: string | null;
  @Column(instant) size!: number;
  /** As it was uploaded; a picture is drawn anew. */
  @Column(instant) originalSize!: number;
  @Column(key(36)) uploadedBy!: string;
  @Column(key(100)) uploadedByName!: string;
  @Column(key(20)) uploadedByRole!: string;
  @Column(instant) uploadedAt!: number;
  @Column(flag) visibleToEnterprise!: boolean;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_attachment_issue_id' })
  issue?: Relation<object>;
}
