import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, json, key, nullable, primary } from '../../persistence/columns.js';

/** Who did what, when and from where; entries are chained by their hashes and never change. */
@Entity('audit_entry')
@Index('ix_audit_entry_at', ['at'])
@Index('ix_audit_entry_actor_id_sequence', ['actorId', 'sequence'])
@Index('ix_audit_entry_subject_id_sequence', ['subjectId', 'sequence'])
export class AuditEntry {
  @PrimaryColumn(primary(instant, 'audit_entry')) sequence!: number;
  @Column(instant) at!: number;
  @Column(id) actorId!: string;
  @Column(key(20)) actorRole!: string;
  @Column(nullable(key(20))) actorRegionCode!: string | null;
  @Column(nullable(key())) address!: string | null;
  @Column(key()) requestId!: string;
  @Column(key(60)) action!: string;
  @Column(key(20)) outcome!: string;
  @Column(nullable(key(40))) subjectKind!: string | null;
  @Column(nullable(key())) subjectId!: string | null;
  @Column(nullable(key(20))) regionCode!: string | null;
  @Column(nullable(json)) before!: string | null;
  @Column(nullable(json)) after!: string | null;
  @Column(nullable(json)) details!: string | null;
  @Column(key()) previousHash!: string;
  @Column(key()) hash!: string;
}
