import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, integer, json, key, nullable, primary, text } from '../../persistence/columns.js';

/** Something that has to leave the process, kept together with the write that it tells of. */
@Entity('outbox_message')
@Index('ux_outbox_message_key', ['kind', 'messageKey'], { unique: true })
@Index('ix_outbox_message_due', ['kind', 'lane', 'nextAttemptAt', 'id'])
@Index('ix_outbox_message_lane', ['lane', 'nextAttemptAt', 'id'])
@Index('ix_outbox_message_held', ['lane', 'leasedUntil'])
@Index('ix_outbox_message_delivered_at', ['deliveredAt'])
@Index('ix_outbox_message_dead_at', ['deadAt'])
export class OutboxMessage {
  @PrimaryColumn(primary(id, 'outbox_message')) id!: string;
  @Column(key()) kind!: string;
  @Column(key(200)) messageKey!: string;
  /** Messages of one lane are delivered one at a time. */
  @Column(nullable(key(100))) lane!: string | null;
  @Column(json) payload!: string;
  @Column(instant) createdAt!: number;
  /** Null once it is delivered or dead: nothing is to be done about it. */
  @Column(nullable(instant)) nextAttemptAt!: number | null;
  /** Counted when an attempt begins, so that a message which ends the process does not do so for ever. */
  @Column(integer) attempts!: number;
  @Column(nullable(id)) leasedBy!: string | null;
  @Column(nullable(instant)) leasedUntil!: number | null;
  @Column(nullable(instant)) deliveredAt!: number | null;
  @Column(nullable(instant)) deadAt!: number | null;
  /** What the other side answered last, as a number of its protocol (HTTP, SMTP). */
  @Column(nullable(integer)) lastStatus!: number | null;
  @Column(nullable(text)) lastError!: string | null;
}
