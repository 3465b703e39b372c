import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** An issue that was drawn: somebody who has nothing to do with it is to call the enterprise. */
@Entity('call_back_task')
@Index('ix_call_back_task_issue_id_purpose_round', ['issueId', 'purpose', 'round'], { unique: true })
@Index('ix_call_back_task_done_at_due_at_id', ['doneAt', 'dueAt', 'id'])
export class CallBackTask {
  @PrimaryColumn(primary(id, 'call_back_task')) id!: string;
  @Column(id) issueId!: string;
  @Column(key(20)) purpose!: string;
  /** Which verification or closure of the issue it was. */
  @Column(integer) round!: number;
  /** Without a reference: the rule may have gone meanwhile. */
  @Column(id) ruleId!: string;
  @Column(instant) drawnAt!: number;
  @Column(instant) dueAt!: number;
  /** Calls that reached nobody. */
  @Column(integer) attempts!: number;
  @Column(nullable(instant)) doneAt!: number | null;
  /** When somebody was last reminded that the call is late. */
  @Column(nullable(instant)) remindedAt!: number | null;
  @Column(nullable(key(20))) outcome!: string | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_call_back_task_issue_id' })
  issue?: Relation<object>;
}
