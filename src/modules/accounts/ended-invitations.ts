import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { InvitationsStore } from './invitations.store.js';

/** An erased person cannot come back by a link that is still on its way. */
@Injectable()
export class ErasedInvitations implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: InvitationsStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, { person }) => {
      if (person.kind === 'account') await this.store.drop(tx, person.userId);
    });
  }
}
