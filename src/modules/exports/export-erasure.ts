import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { ExportsStore } from './exports.store.js';

/** What somebody who is erased has asked for is of use to nobody else. */
@Injectable()
export class ExportErasure implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: ExportsStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, erasure) => {
      const { person } = erasure;
      if (person.kind === 'account') erasure.count('exports', await this.store.removeOf(tx, person.userId));
    });
  }
}
