import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { ERASED_NAME, PersonErasure } from '../../kernel/person-erasure.js';
import { RetentionDue } from '../../kernel/retention-due.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import type { Tx } from '../../platform/persistence/index.js';
import { AccountErasureStore } from './account-erasure.store.js';
import { LastOfItsRole } from './identity.errors.js';
import { SignInCache } from './sign-in-cache.js';

/** Accounts and sign-ins that are kept no longer. */
@Injectable()
export class AccountErasure implements OnModuleInit {
  constructor(
    private readonly events: TransactionalEvents,
    private readonly store: AccountErasureStore,
    private readonly cache: SignInCache,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.on(PersonErasure, (tx, erasure) => this.erase(tx, erasure));
    this.events.on(RetentionDue, (tx, due) => this.drop(tx, due));
  }

  private async erase(tx: Tx, erasure: PersonErasure): Promise<void> {
    const { person } = erasure;
    if (person.kind !== 'account') return;
    const { userId } = person;
    if (await this.store.isLastOfItsPost(tx, userId)) throw LastOfItsRole();
    erasure.count('sign-ins', await this.store.deleteSignIns(tx, userId));
    erasure.count('sign-in-proofs', await this.store.deleteProofs(tx, userId));
    erasure.count('api-tokens', await this.store.deleteTokens(tx, userId));
    const erased = { username: `erased-${userId}`, displayName: ERASED_NAME, at: this.clock.now() };
    erasure.count('account', await this.store.anonymise(tx, userId, erased));
    tx.afterCommit(() => this.cache.forget());
  }

  private async drop(tx: Tx, due: RetentionDue): Promise<void> {
    const { kind, isRehearsal } = due;
    if (kind === 'sign-ins')
      due.dropped += await (isRehearsal ? this.store.countSessions(tx, due) : this.store.dropSessions(tx, due));
    if (kind === 'api-tokens')
      due.dropped += await (isRehearsal ? this.store.countTokens(tx, due) : this.store.dropTokens(tx, due));
  }
}
