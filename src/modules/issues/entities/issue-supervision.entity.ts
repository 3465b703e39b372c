import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** A supervision (催办, 督办): a duty to answer, not a status. */
@Entity('issue_supervision')
@Index('ix_issue_supervision_issue_id', ['issueId'])
export class IssueSupervision {
  @PrimaryColumn(primary(id, 'issue_supervision')) id!: string;
  @Column(id) issueId!: string;
  @Column(key(20)) kind!: string;
  @Column(text) note!: string;
  @Column(key(36)) openedBy!: string;
  @Column(key(100)) openedByName!: string;
  @Column(instant) openedAt!: number;
  @Column(nullable(text)) answer!: string | null;
  @Column(nullable(key(36))) answeredBy!: string | null;
  @Column(nullable(instant)) answeredAt!: number | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_supervision_issue_id' })
  issue?: Relation<object>;
}
