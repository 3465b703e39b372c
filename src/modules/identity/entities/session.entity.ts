import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** A sign-in; lives as long as the security policy allows, and its refresh token is rotated in time. */
@Entity('session')
@Index('ix_session_user_id', ['userId'])
export class Session {
  @PrimaryColumn(primary(id, 'session')) id!: string;
  @Column(id) userId!: string;
  @Column(key()) refreshHash!: string;
  @Column(key()) familyHash!: string;
  @Column(instant) createdAt!: number;
  @Column(instant) lastUsedAt!: number;
  @Column(instant) expiresAt!: number;
  @Column(nullable(instant)) endedAt!: number | null;
  /** Where it was opened. */
  @Column(nullable(key())) address!: string | null;
  /** When a second factor was proved in it. */
  @Column(nullable(instant)) secondFactorAt!: number | null;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_session_user_id' })
  user?: Relation<object>;
}
