import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { BulletinScheduleChecks } from './bulletin-schedule-checks.service.js';
import { BulletinSchedulesStore, type StoredSchedule } from './bulletin-schedules.store.js';
import { ScheduleNotFound } from './bulletins.errors.js';

type Claims = Pick<StoredSchedule, 'day' | 'hour' | 'groupBy' | 'recipients' | 'language' | 'active'>;

export type NewSchedule = Pick<StoredSchedule, 'every'> & Claims & { readonly regionCode?: string };

/** What an office does to its schedules. */
@Injectable()
export class BulletinSchedules {
  constructor(
    private readonly store: BulletinSchedulesStore,
    private readonly checks: BulletinScheduleChecks,
    private readonly writes: Writes,
    private readonly audit: AuditTrail,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 422 for another region, cadres, a day that there is not, somebody who may not read it */
  add(call: Call, { regionCode = call.actor.regionCode, ...input }: NewSchedule): Promise<StoredSchedule> {
    return this.writes.once(call, async (tx) => {
      const made = { madeUntil: this.clock.now(), createdBy: call.actor.userId, version: 1 };
      const schedule: StoredSchedule = { id: this.ids.next(), regionCode, ...input, ...made };
      await this.checks.check(tx, call.actor, schedule);
      await this.store.insert(tx, schedule);
      this.audit.record(tx, { action: 'bulletin-schedule.added', subject: subjectOf(schedule), after: schedule });
      return schedule;
    });
  }

  /** @throws DomainError 404, 412, and as {@link add} */
  change(call: Call, id: string, patch: Partial<Claims>): Promise<StoredSchedule> {
    return this.writes.once(call, async (tx) => {
      const schedule = await this.locked(tx, call, id);
      const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      // What fell due while it was put aside is not made up for.
      const madeUntil = patch.active && !schedule.active ? this.clock.now() : schedule.madeUntil;
      const changed: StoredSchedule = { ...schedule, ...named, madeUntil, version: schedule.version + 1 };
      await this.checks.check(tx, call.actor, changed);
      await this.store.update(tx, changed);
      this.audit.record(tx, {
        action: 'bulletin-schedule.changed',
        subject: subjectOf(schedule),
        before: schedule,
        after: changed,
      });
      return changed;
    });
  }

  /** What it has made stays. */
  async remove(call: Call, id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      const schedule = await this.locked(tx, call, id);
      await this.store.remove(tx, id);
      this.audit.record(tx, { action: 'bulletin-schedule.removed', subject: subjectOf(schedule), before: schedule });
      return {};
    });
  }

  private async locked(tx: Tx, { actor, seenVersion }: Call, id: string): Promise<StoredSchedule> {
    const schedule = await this.store.locked(tx, id, await this.checks.visible(actor));
    if (schedule === null) throw ScheduleNotFound();
    expectVersion(seenVersion, schedule.version);
    return schedule;
  }
}

const subjectOf = ({ id, regionCode }: StoredSchedule) => ({ kind: 'bulletin-schedule', id, regionCode });
