import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { flag, id, instant, integer, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** One transition of an issue: append-only. The last columns are the issue as it stood afterwards, for figures as of a past instant. */
@Entity('issue_event')
@Index('ix_issue_event_issue_id_sequence', ['issueId', 'sequence'], { unique: true })
// The flow reads the events that open an issue or end it.
@Index('ix_issue_event_turns', ['at', 'issueId'], {
  where: `from_status IS NULL OR from_status IN ('closed', 'refused', 'withdrawn', 'merged') OR to_status IN ('closed', 'refused', 'withdrawn', 'merged')`,
})
export class IssueEvent {
  @PrimaryColumn(primary(id, 'issue_event')) id!: string;
  @Column(id) issueId!: string;
  @Column(integer) sequence!: number;
  @Column(key(40)) action!: string;
  @Column(key(36)) actorId!: string;
  @Column(key(100)) actorName!: string;
  @Column(key(20)) actorRole!: string;
  @Column(instant) at!: number;
  @Column(nullable(key(20))) fromStatus!: string | null;
  @Column(key(20)) toStatus!: string;
  @Column(flag) visibleToEnterprise!: boolean;
  @Column(json) details!: string;
  @Column(key()) requestId!: string;
  @Column(nullable(id)) assigneeId!: string | null;
  @Column(nullable(key())) departmentId!: string | null;
  @Column(key()) categoryCode!: string;
  @Column(key(20)) level!: string;
  @Column(nullable(instant)) dueAt!: number | null;
  @Column(nullable(instant)) originalDueAt!: number | null;
  @Column(integer) facts!: number;
  @Column(nullable(integer)) handlingTenths!: number | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_event_issue_id' })
  issue?: Relation<object>;
}
