import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, text } from '../../../platform/persistence/columns.js';

/** Something that somebody else decides: a return, an extension, long-term handling, an escalation, an objection. */
@Entity('issue_request')
@Index('ix_issue_request_issue_id', ['issueId'])
@Index('ix_issue_request_status_decide_by', ['status', 'decideBy'])
@Index('ix_issue_request_requested_by', ['requestedBy'])
export class IssueRequest {
  @PrimaryColumn(primary(id, 'issue_request')) id!: string;
  @Column(id) issueId!: string;
  @Column(key(20)) kind!: string;
  @Column(key(20)) status!: string;
  @Column(text) reason!: string;
  @Column(json) details!: string;
  @Column(key(36)) requestedBy!: string;
  @Column(nullable(id)) requestedCadreId!: string | null;
  @Column(key(100)) requestedByName!: string;
  @Column(instant) requestedAt!: number;
  @Column(instant) decideBy!: number;
  @Column(key(20)) deciderRegionCode!: string;
  @Column(nullable(integer)) movedUpCount!: number | null;
  @Column(nullable(instant)) movedUpAt!: number | null;
  @Column(nullable(integer)) remindedCount!: number | null;
  @Column(nullable(instant)) remindedAt!: number | null;
  @Column(nullable(instant)) overdueSince!: number | null;
  @Column(nullable(key(36))) opposedUserId!: string | null;
  @Column(nullable(id)) opposedCadreId!: string | null;
  @Column(nullable(key(36))) decidedBy!: string | null;
  @Column(nullable(key(100))) decidedByName!: string | null;
  @Column(nullable(instant)) decidedAt!: number | null;
  @Column(nullable(text)) decisionReason!: string | null;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_issue_request_issue_id' })
  issue?: Relation<object>;
}
