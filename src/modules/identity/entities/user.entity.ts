import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { flag, id, instant, integer, key, nullable, primary } from '../../../platform/persistence/columns.js';

/** Somebody who can act. Without a password hash nobody can sign in as them yet. */
@Entity('app_user')
@Index('ix_app_user_username', ['username'], { unique: true })
@Index('ix_app_user_cadre_id', ['cadreId'])
@Index('ix_app_user_enterprise_id', ['enterpriseId'])
export class User {
  @PrimaryColumn(primary(id, 'app_user')) id!: string;
  @Column(key()) username!: string;
  @Column(key(100)) displayName!: string;
  @Column(key(20)) role!: string;
  @Column(key(20)) regionCode!: string;
  @Column(nullable(id)) cadreId!: string | null;
  @Column(nullable(id)) enterpriseId!: string | null;
  @Column(nullable(key(200))) passwordHash!: string | null;
  @Column(flag) active!: boolean;
  @Column(integer) securityVersion!: number;
  @Column(instant) createdAt!: number;
  @Column(instant) updatedAt!: number;
  @Column(integer) version!: number;
  /** Null as long as the password is the one that the account was opened with. */
  @Column(nullable(instant)) passwordChangedAt!: number | null;
}
