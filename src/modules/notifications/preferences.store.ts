import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { insertRows, isOneOf, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import type { NoticeKind } from './domain/notice-kinds.js';
import { type EmailChannel, type Preferences, UNCHOSEN } from './domain/preferences.js';

interface PreferenceRow {
  readonly userId: string;
  readonly email: string | null;
  readonly language: Language;
  readonly emailChannel: EmailChannel;
  readonly mutedKinds: string;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly version: number;
}

@Injectable()
export class PreferencesStore {
  async of(session: SqlSession, userId: string): Promise<Preferences> {
    return (await this.ofAll(session, [userId])).get(userId) ?? UNCHOSEN;
  }

  /** Of those who have chosen something. */
  async ofAll(session: SqlSession, userIds: readonly string[]): Promise<ReadonlyMap<string, Preferences>> {
    const rows = await session.all<PreferenceRow>(
      sql`SELECT user_id, email, language, email_channel, muted_kinds, quiet_from, quiet_to, version
          FROM notification_preference WHERE ${isOneOf(sql`user_id`, userIds)}`,
    );
    return new Map(rows.map((row) => [row.userId, preferencesOf(row)]));
  }

  /** Nobody else changes what the person has chosen until the unit of work ends. */
  async lock(tx: Tx, userId: string): Promise<Preferences> {
    await tx.all(tx.dialect.lockName(`notification-preference ${userId}`));
    return this.of(tx, userId);
  }

  async save(tx: Tx, userId: string, preferences: Preferences, updatedAt: Instant): Promise<void> {
    const { email, language, emailChannel, mutedKinds, quietHours, version } = preferences;
    await this.erase(tx, userId);
    const quiet = { quietFrom: quietHours?.from ?? null, quietTo: quietHours?.to ?? null };
    const muted = JSON.stringify(mutedKinds);
    const row = { userId, email, language, emailChannel, mutedKinds: muted, ...quiet, updatedAt, version };
    await tx.run(insertRows('notification_preference', [row]));
  }

  erase(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`DELETE FROM notification_preference WHERE user_id = ${userId}`);
  }
}

function preferencesOf({ quietFrom, quietTo, mutedKinds, ...row }: PreferenceRow): Preferences {
  const { email, language, emailChannel, version } = row;
  const quietHours = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
  return { email, language, emailChannel, mutedKinds: JSON.parse(mutedKinds) as NoticeKind[], quietHours, version };
}
