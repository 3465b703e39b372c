import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { AttachmentStore } from './attachment.store.js';

/** Files stay with their issue; who sent them is known no longer. */
@Injectable()
export class ErasedUploaders implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: AttachmentStore,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, async (tx, erasure) => {
      const { person } = erasure;
      if (person.kind === 'account') erasure.count('uploader-names', await this.store.eraseUploader(tx, person.userId));
    });
  }
}
