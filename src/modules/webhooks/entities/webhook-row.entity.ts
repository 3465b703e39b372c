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
  /** The first attempt of those that failed without one success since; null while there is none. */
  @Column(nullable(instant)) failingSince!: number | null;
  /** Why Zhuqi has switched it off; null when somebody has, or when it is on. */
  @Column(nullable(key(20))) offReason!: string | null;
  @Column(instant) createdAt!: number;
  @Column(integer) version!: number;
}
