import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** Stands in once for a lost authenticator app. */
@Entity('recovery_code')
@Index('ix_recovery_code_user_id', ['userId'])
export class RecoveryCode {
  @PrimaryColumn(primary(key(), 'recovery_code')) codeHash!: string;
  @Column(id) userId!: string;
  @Column(nullable(instant)) usedAt!: number | null;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_recovery_code_user_id' })
  user?: Relation<object>;
}
