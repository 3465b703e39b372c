import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { EnterprisesStore } from './enterprises.store.js';

/** Contact persons of enterprises who want to be known no longer. */
@Injectable()
export class ContactErasure implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: EnterprisesStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, (tx, erasure) => this.erase(tx, erasure));
  }

  private async erase(tx: Tx, erasure: PersonErasure): Promise<void> {
    const { person } = erasure;
    if (person.kind !== 'phone') return;
    const enterprises = await this.store.withContact(tx, person.phone);
    for (const { id, contacts, version } of enterprises) {
      await this.store.update(tx, id, {
        contacts: contacts.filter(({ phone }) => phone !== person.phone),
        updatedAt: this.clock.now(),
        version: version + 1,
      });
    }
    erasure.count('enterprise-contacts', enterprises.length);
  }
}
