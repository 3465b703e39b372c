import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instant, integer, key, primary } from '../../../platform/persistence/columns.js';

/** What makes the first administrator; there is one row at most, whose key is 1. */
@Entity('setup_token')
export class SetupToken {
  @PrimaryColumn(primary(integer, 'setup_token')) id!: number;
  @Column(key()) tokenHash!: string;
  @Column(instant) createdAt!: number;
  @Column(instant) expiresAt!: number;
}
