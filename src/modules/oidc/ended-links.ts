import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { AccessEnded } from '../identity/index.js';
import { OidcStore } from './oidc.store.js';

/** Who somebody is at an identity provider goes with the person, and with the trust in whoever has told us. */
@Injectable()
export class EndedLinks implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: OidcStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, erasure) => {
      const { person } = erasure;
      if (person.kind === 'account') erasure.count('identities', await this.store.dropLinks(tx, person.userId));
    });
    this.events.on(AccessEnded, async (tx, { userId, linksToo }) => {
      if (linksToo) await this.store.dropLinks(tx, userId);
    });
  }
}
