import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, integer, primary } from '../../../platform/persistence/columns.js';

/** The head of somebody's inbox: whoever adds or reads a notice locks it first, so that sequences commit in order. */
@Entity('notification_inbox')
export class NotificationInbox {
  @PrimaryColumn(primary(id, 'notification_inbox')) userId!: string;
  @Column(integer) lastSequence!: number;
  @Column(integer) unread!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_notification_inbox_user_id' })
  user?: Relation<object>;
}
