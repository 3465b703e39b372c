import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, key, primary } from '../../../platform/persistence/columns.js';

/** Whether somebody whom a schedule names was told of a bulletin. */
@Entity('bulletin_recipient')
export class BulletinRecipient {
  @PrimaryColumn(primary(id, 'bulletin_recipient')) bulletinId!: string;
  @PrimaryColumn(primary(id, 'bulletin_recipient')) userId!: string;
  @Column(key(20)) outcome!: string;

  @ManyToOne('BulletinRow')
  @JoinColumn({ name: 'bulletin_id', foreignKeyConstraintName: 'fk_bulletin_recipient_bulletin_id' })
  bulletin?: Relation<object>;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_bulletin_recipient_user_id' })
  user?: Relation<object>;
}
