import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Preferences } from './domain/preferences.js';
import { QuietAllDay } from './notifications.errors.js';
import { PreferencesStore } from './preferences.store.js';

/** What somebody chooses for themselves. */
@Injectable()
export class NotificationPreferences {
  constructor(
    private readonly store: PreferencesStore,
    private readonly reader: Reader,
    private readonly writes: Writes,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  own(call: Call): Promise<Preferences> {
    return this.store.of(this.reader, call.actor.userId);
  }

  /** @throws DomainError 412 `request.stale`, 422 `notification.quiet-hours` */
  change(call: Call, wish: Partial<Omit<Preferences, 'version'>>): Promise<Preferences> {
    const { userId } = call.actor;
    if (wish.quietHours && wish.quietHours.from === wish.quietHours.to) throw QuietAllDay();
    return this.writes.once(call, async (tx) => {
      const before = await this.store.lock(tx, userId);
      expectVersion(call.seenVersion, before.version);
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
      const after: Preferences = { ...before, ...given, version: before.version + 1 };
      await this.store.save(tx, userId, after, this.clock.now());
      const subject = { kind: 'user', id: userId };
      this.audit.record(tx, { action: 'notification-preferences.changed', subject, before, after });
      return after;
    });
  }
}
