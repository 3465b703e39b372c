import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** A supervision (催办, 督办) or an instruction (批示): a duty to answer or to acknowledge, not a status. */
@Entity('issue_supervision')
@Index('ix_issue_supervision_issue_id', ['issueId'])
@Index('ix_issue_supervision_answered_at_answer_due_at', ['answeredAt', 'answerDueAt'])
export class IssueSupervision {
  @PrimaryColumn(primary(id, 'issue_supervision')) id!: string;
  @Column(id) issueId!: string;
  @Column(key(20)) kind!: string;
  @Column(text) note!: string;
  @Column(key(36)) openedBy!: string;
  @Column(key(100)) openedByName!: string;
  @Column(instant) openedAt!: number;
  /** Whom an instruction is for; the others are for the lead. */
  @Column(nullable(key(20))) addressee!: string | null;
  @Column(nullable(instant)) answerDueAt!: number | null;
  @Column(nullable(key(36))) acknowledgedBy!: string | null;
  @Column(nullable(instant)) acknowledgedAt!: number | null;
  @Column(nullable(text)) answer!: string | null;
  @Column(nullable(key(36))) answeredBy!: string | null;
  @Column(nullable(instant)) answeredAt!: number | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_supervision_issue_id' })
  issue?: Relation<object>;
}
