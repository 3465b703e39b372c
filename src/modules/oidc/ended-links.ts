import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { OidcStore } from './oidc.store.js';

/** Who somebody is at an identity provider goes with the person. */
@Injectable()
export class ErasedLinks implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: OidcStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, erasure) => {
      const { person } = erasure;
      if (person.kind === 'account') erasure.count('identities', await this.store.dropLinks(tx, person.userId));
    });
  }
}
