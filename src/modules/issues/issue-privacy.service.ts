import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { PersonErasure } from '../../kernel/person-erasure.js';
import { RetentionDue } from '../../kernel/retention-due.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { IssuePrivacyStore } from './issue-privacy.store.js';

/** Names and contacts in the records of issues that are kept no longer. */
@Injectable()
export class IssuePrivacy implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: IssuePrivacyStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, (tx, erasure) => this.erase(tx, erasure));
    this.events.on(RetentionDue, async (tx, due) => {
      if (due.kind !== 'issue-contacts') return;
      due.dropped += due.isRehearsal
        ? await this.store.countDueContacts(tx, due.endedBefore)
        : await this.store.dropContacts(tx, { ...due, now: this.clock.now() });
    });
  }

  private async erase(tx: Tx, erasure: PersonErasure): Promise<void> {
    const { person } = erasure;
    if (person.kind === 'phone') {
      const erased = await this.store.eraseContacts(tx, person.phone, this.clock.now());
      erasure.count('issue-contacts', erased, await this.store.countContacts(tx, person.phone));
      return;
    }
    erasure.count('timeline-names', await this.store.eraseTimelineNames(tx, person.userId));
    erasure.count('request-names', await this.store.eraseRequestNames(tx, person.userId));
    erasure.count('supervision-names', await this.store.eraseSupervisionNames(tx, person.userId));
  }
}
