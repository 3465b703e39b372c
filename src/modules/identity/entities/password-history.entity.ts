import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, integer, key, primary } from '../../../platform/persistence/columns.js';

/** A password that an account had before, as its hash. */
@Entity('password_history')
export class PasswordHistory {
  @PrimaryColumn(primary(id, 'password_history')) userId!: string;
  /** The version of the account that it was the password of. */
  @PrimaryColumn(primary(integer, 'password_history')) userVersion!: number;
  @Column(key(200)) passwordHash!: string;
  @Column(instant) replacedAt!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_password_history_user_id' })
  user?: Relation<object>;
}
