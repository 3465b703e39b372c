import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, json, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** A personal API token; only its SHA-256 is kept. */
@Entity('api_token')
@Index('ix_api_token_token_hash', ['tokenHash'], { unique: true })
@Index('ix_api_token_user_id', ['userId'])
export class ApiToken {
  @PrimaryColumn(primary(id, 'api_token')) id!: string;
  @Column(id) userId!: string;
  @Column(key(100)) name!: string;
  @Column(key()) tokenHash!: string;
  @Column(json) scopes!: string;
  @Column(instant) createdAt!: number;
  @Column(instant) expiresAt!: number;
  @Column(nullable(instant)) lastUsedAt!: number | null;
  @Column(nullable(instant)) revokedAt!: number | null;
  /** When a second factor was proved in the session that made it. */
  @Column(nullable(instant)) secondFactorAt!: number | null;

  @ManyToOne('User')
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_api_token_user_id' })
  user?: Relation<object>;
}
