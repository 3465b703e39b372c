import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { isOneOf, type Tx } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { BulletinReaders } from './bulletin-readers.read-model.js';
import type { StoredSchedule } from './bulletin-schedules.store.js';
import { cadresAreNotPublished, dayOutOfRange, mayNotRead, regionOutOfScope } from './bulletins.errors.js';
import { LAST_DAY } from './domain/schedule-slots.js';

/** Whether what a schedule asks for can be done. */
@Injectable()
export class BulletinScheduleChecks {
  constructor(
    private readonly regions: Regions,
    private readonly readers: BulletinReaders,
  ) {}

  /** Schedules of the actor's region and of those below it, over `bulletin_schedule s`. */
  async visible({ regionCode }: Actor): Promise<Sql> {
    const tree = await this.regions.tree();
    return isOneOf(sql`s.region_code`, tree.get(regionCode) === null ? [] : tree.subtree(regionCode));
  }

  /** @throws DomainError 422 */
  async check(tx: Tx, actor: Actor, { every, day, regionCode, groupBy, recipients }: StoredSchedule): Promise<void> {
    const tree = await this.regions.tree();
    if (tree.get(regionCode) === null || !tree.isWithin(regionCode, actor.regionCode))
      throw regionOutOfScope(regionCode);
    if (groupBy === 'cadre') throw cadresAreNotPublished();
    if (day > LAST_DAY[every]) throw dayOutOfRange(LAST_DAY[every]);
    const standing = await this.readers.standing(tx, recipients, regionCode);
    const stranger = standing.findIndex((outcome) => outcome !== 'told');
    if (stranger >= 0) throw mayNotRead(stranger);
  }
}
