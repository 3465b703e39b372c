import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { NoticesStore } from './notices.store.js';
import { PreferencesStore } from './preferences.store.js';

/** Neither the address nor the inbox of somebody who is erased is of use to anybody else. */
@Injectable()
export class NotificationErasure implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly notices: NoticesStore,
    private readonly preferences: PreferencesStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, (tx, erasure) => this.erase(tx, erasure));
  }

  private async erase(tx: Tx, erasure: PersonErasure): Promise<void> {
    const { person } = erasure;
    if (person.kind !== 'account') return;
    erasure.count('notification-preferences', await this.preferences.erase(tx, person.userId));
    erasure.count('notifications', await this.notices.erase(tx, person.userId));
  }
}
