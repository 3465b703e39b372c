import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** How somebody wants to hear of things besides their inbox; nobody has a row before they choose something. */
@Entity('notification_preference')
export class NotificationPreference {
  @PrimaryColumn(primary(id, 'notification_preference')) userId!: string;
  @Column(nullable(key(254))) email!: string | null;
  @Column(key(10)) language!: string;
  @Column(key(20)) emailChannel!: string;
  @Column(json) mutedKinds!: string;
  @Column(nullable(key(5))) quietFrom!: string | null;
  @Column(nullable(key(5))) quietTo!: string | null;
  @Column(instant) updatedAt!: number;
  @Column(integer) version!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_notification_preference_user_id' })
  user?: Relation<object>;
}
