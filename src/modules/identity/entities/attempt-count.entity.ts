import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** How often something secret was guessed at; what was typed is kept nowhere, only a keyed hash of whom it is about. */
@Entity('attempt_count')
@Index('ix_attempt_count_account', ['account'])
@Index('ix_attempt_count_since', ['since'])
export class AttemptCount {
  @PrimaryColumn(primary(key(), 'attempt_count')) counter!: string;
  @Column(nullable(key())) account!: string | null;
  @Column(integer) attempts!: number;
  @Column(instant) since!: number;
  @Column(nullable(instant)) lockedUntil!: number | null;
}
