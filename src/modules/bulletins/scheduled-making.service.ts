import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { BulletinNotices } from '../notifications/index.js';
import type { BulletinDraft } from './bulletin-content.js';
import { BulletinDrafts } from './bulletin-drafts.service.js';
import { BulletinPublishing } from './bulletin-publishing.service.js';
import { BulletinReaders, type ToldReader } from './bulletin-readers.read-model.js';
import { BulletinSchedulesStore, type StoredSchedule } from './bulletin-schedules.store.js';
import type { StoredBulletin } from './bulletins.store.js';
import { plainNumber } from './domain/bulletin-number.js';
import type { Slot } from './domain/schedule-slots.js';

/** Makes one bulletin of a schedule: published, sent and ticked off together, or not at all. */
@Injectable()
export class ScheduledMaking {
  constructor(
    private readonly drafts: BulletinDrafts,
    private readonly publishing: BulletinPublishing,
    private readonly store: BulletinSchedulesStore,
    private readonly readers: BulletinReaders,
    private readonly notices: BulletinNotices,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The cut-off is the instant at which it fell due, so that one that is late says what it would have said in time.
   * @returns the schedule as it stands afterwards; null when somebody has changed it meanwhile
   */
  async make(schedule: StoredSchedule, { period, dueAt }: Slot): Promise<StoredSchedule | null> {
    const { regionCode, groupBy } = schedule;
    const plan = { regionCode, ...period, asOf: dueAt, groupBy, filters: {}, exclusions: [] };
    const draft = await this.drafts.make(SYSTEM_ACTOR, plan);
    return this.unitOfWork.run(async (tx) => {
      const found = await this.store.locked(tx, schedule.id, sql`s.active`);
      if (found?.version !== schedule.version || found.madeUntil !== schedule.madeUntil) return null;
      // Another day or hour may have been chosen after the bulletin of the period was made.
      if (!(await this.store.hasMade(tx, schedule.id, period.from))) await this.publish(tx, schedule, draft);
      const made = { ...schedule, madeUntil: dueAt };
      await this.store.update(tx, made);
      return made;
    });
  }

  private async publish(tx: Tx, schedule: StoredSchedule, draft: BulletinDraft): Promise<void> {
    const { recipients, regionCode } = schedule;
    const bulletin = await this.publishing.publish(tx, draft, { actor: SYSTEM_ACTOR, scheduleId: schedule.id });
    const standing = await this.readers.standing(tx, recipients, regionCode);
    const readers = recipients.flatMap((userId, position): ToldReader[] => {
      const outcome = standing[position] ?? null;
      return outcome === null ? [] : [{ userId, outcome }];
    });
    await this.readers.note(tx, bulletin.id, readers);
    await this.announce(tx, bulletin, schedule, readers);
  }

  private async announce(tx: Tx, bulletin: StoredBulletin, schedule: StoredSchedule, readers: readonly ToldReader[]) {
    const userIds = readers.filter(({ outcome }) => outcome === 'told').map(({ userId }) => userId);
    if (userIds.length === 0) return;
    const { id, regionCode, createdAt } = bulletin;
    const told = { id, number: plainNumber(bulletin), regionCode, language: schedule.language };
    await this.notices.announce(tx, { bulletin: told, userIds, publishedAt: createdAt });
  }
}
