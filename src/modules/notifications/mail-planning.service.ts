import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { importanceOf } from './domain/notice-kinds.js';
import { mailFor, type Preferences } from './domain/preferences.js';
import { MailTimes } from './mail-times.service.js';
import type { NewNotice } from './notices.store.js';
import { PreferencesStore } from './preferences.store.js';

/** Kinds of the messages that become mails. */
export const MAIL = 'notifications.mail';
export const DIGEST = 'notifications.digest';

export interface PlannedMail {
  readonly userId: string;
  readonly noticeId: string;
}

export interface PlannedDigest {
  readonly userId: string;
}

type AddedNotice = NewNotice & { readonly id: string };

/** Decides, together with the notice, whether and when a mail follows; what it says is looked up when it leaves. */
@Injectable()
export class MailPlanning {
  constructor(
    private readonly preferences: PreferencesStore,
    private readonly times: MailTimes,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async plan(tx: Tx, notices: readonly AddedNotice[]): Promise<void> {
    if (this.config.mail === null || notices.length === 0) return;
    const userIds = notices.map(({ userId }) => userId);
    const chosen = await this.preferences.ofAll(tx, [...new Set(userIds)]);
    for (const notice of notices) {
      const preferences = chosen.get(notice.userId);
      if (preferences !== undefined) await this.planOne(tx, notice, preferences);
    }
  }

  private async planOne(tx: Tx, { id, userId, kind }: AddedNotice, preferences: Preferences): Promise<void> {
    const now = this.clock.now();
    switch (mailFor(preferences, kind)) {
      case 'at-once': {
        const notBefore = await this.times.from(now, importanceOf(kind), preferences.quietHours);
        const payload: PlannedMail = { userId, noticeId: id };
        return this.outbox.put(tx, { kind: MAIL, key: id, payload, notBefore });
      }
      case 'digest': {
        // One for each person and working day, whatever else comes.
        const { date, at } = await this.times.nextDigest(now);
        const payload: PlannedDigest = { userId };
        return this.outbox.put(tx, { kind: DIGEST, key: `${userId}:${date}`, payload, notBefore: at });
      }
      case null:
        return;
    }
  }
}
