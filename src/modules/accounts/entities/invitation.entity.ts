import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, primary } from '../../../platform/persistence/columns.js';

/** The one-time link by which somebody chooses a password; an account has one at most, and only its SHA-256 is kept. */
@Entity('invitation')
@Index('ix_invitation_token_hash', ['tokenHash'], { unique: true })
export class Invitation {
  @PrimaryColumn(primary(id, 'invitation')) userId!: string;
  @Column(key()) tokenHash!: string;
  @Column(instant) createdAt!: number;
  @Column(instant) expiresAt!: number;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_invitation_user_id' })
  user?: Relation<object>;
}
