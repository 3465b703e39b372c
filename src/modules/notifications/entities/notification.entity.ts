import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** One notice in somebody's inbox: one for each cause. What it says is made when it is read. */
@Entity('notification')
@Index('ix_notification_user_id_cause', ['userId', 'cause'], { unique: true })
@Index('ix_notification_user_id_sequence', ['userId', 'sequence'], { unique: true })
@Index('ix_notification_user_id_read_at', ['userId', 'readAt'])
@Index('ix_notification_read_at', ['readAt'])
export class Notification {
  @PrimaryColumn(primary(id, 'notification')) id!: string;
  @Column(id) userId!: string;
  /** Counted for each person, in the order of the commits. */
  @Column(integer) sequence!: number;
  @Column(key(120)) cause!: string;
  @Column(key(40)) kind!: string;
  /** Null for a notice of something else, such as a bulletin. */
  @Column(nullable(id)) issueId!: string | null;
  @Column(json) params!: string;
  /** The cadre who is away and whose deputy is told. */
  @Column(nullable(id)) standsInFor!: string | null;
  @Column(instant) createdAt!: number;
  @Column(nullable(instant)) readAt!: number | null;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_notification_user_id' })
  user?: Relation<object>;

  @ManyToOne('Issue')
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'fk_notification_issue_id' })
  issue?: Relation<object>;

  @ManyToOne('Cadre')
  @JoinColumn({ name: 'stands_in_for', foreignKeyConstraintName: 'fk_notification_stands_in_for' })
  absent?: Relation<object>;
}
