import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { instant, key, primary, text } from '../columns.js';

/** The first answer to a write that may be sent again; sealed, since it may be a secret. */
@Entity('idempotency_key')
@Index('ix_idempotency_key_remembered_at', ['rememberedAt'])
export class IdempotencyKey {
  @PrimaryColumn(primary(key(36), 'idempotency_key')) owner!: string;
  @PrimaryColumn(primary(key(100), 'idempotency_key')) idempotencyKey!: string;
  @Column(key()) requestHash!: string;
  @Column(text) answer!: string;
  @Column(instant) rememberedAt!: number;
}
