import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { AccessEnded } from '../identity/index.js';
import { InvitationsStore } from './invitations.store.js';

/** Nobody comes back by a link that was on its way when the account was erased, changed or secured. */
@Injectable()
export class EndedInvitations implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: InvitationsStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, { person }) => {
      if (person.kind === 'account') await this.store.drop(tx, person.userId);
    });
    this.events.on(AccessEnded, (tx, { userId }) => this.store.drop(tx, userId));
  }
}
