import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  flag,
  id,
  instant,
  integer,
  json,
  key,
  nullable,
  primary,
  text,
} from '../../../platform/persistence/columns.js';

/** An address of another program that is told what happens to issues. */
@Entity('webhook')
export class WebhookRow {
  @PrimaryColumn(primary(id, 'webhook')) id!: string;
  @Column(key(100)) name!: string;
  @Column(key(20)) format!: string;
  @Column(key(10)) language!: string;
  /** Without its query, in which robots keep a key. */
  @Column(text) shownUrl!: string;
  /** The whole address and the secret. */
  @Column(text) sealedTarget!: string;
  @Column(json) events!: string;
  @Column(nullable(key())) regionCode!: string | null;
  @Column(flag) active!: boolean;
  @Column(instant) createdAt!: number;
  @Column(integer) version!: number;
}
