import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, key, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** What happened to a clock of an issue, in the order of its timeline entries and within each: append-only. */
@Entity('issue_clock_fact')
@Index('ix_issue_clock_fact_kind_at', ['kind', 'at'])
export class IssueClockFact {
  @PrimaryColumn(primary(id, 'issue_clock_fact')) issueId!: string;
  /** Of the timeline entry that caused it. */
  @PrimaryColumn(primary(integer, 'issue_clock_fact')) sequence!: number;
  @PrimaryColumn(primary(integer, 'issue_clock_fact')) ordinal!: number;
  @Column(key(20)) clock!: string;
  @Column(key(20)) kind!: string;
  @Column(instant) at!: number;
  @Column(nullable(key(20))) limitName!: string | null;
  @Column(nullable(integer)) limitCount!: number | null;
  @Column(nullable(key(20))) limitUnit!: string | null;
  @Column(nullable(instant)) stoppedAt!: number | null;
  @Column(nullable(instant)) dueAt!: number | null;
  @Column(nullable(text)) reason!: string | null;
  @Column(nullable(instant)) untilAt!: number | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_clock_fact_issue_id' })
  issue?: Relation<object>;
}
