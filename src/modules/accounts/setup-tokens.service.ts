import { Injectable } from '@nestjs/common';
import { Clock, DAY, iso } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, Reader, RunAgain, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { hashOfSecret, newSecret } from '../identity/index.js';
import { SetupClosed, SetupDone } from './accounts.errors.js';
import { AccountsStore } from './accounts.store.js';
import { SetupStore } from './setup.store.js';

/** After this a start makes another one. */
export const SETUP_MS = DAY;

/** The one-time token that makes the first administrator: there is no account and no password to begin with. */
@Injectable()
export class SetupTokens {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: SetupStore,
    private readonly accounts: AccountsStore,
    private readonly reader: Reader,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * For a process that starts: a token to be printed, or null when there is an administrator, or a token that another
   * start has printed.
   */
  atStart(): Promise<string | null> {
    return this.unitOfWork.run(async (tx) => {
      if (await this.accounts.hasAdministrator(tx)) return null;
      return (await this.store.hasLive(tx, this.clock.now())) ? null : this.make(tx, 'start');
    });
  }

  /**
   * For whoever has the machine: a token in the place of any that was made before.
   * @throws DomainError 409 `setup.done`
   */
  renew(occasion: Occasion | null = null): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      if (await this.accounts.hasAdministrator(tx)) throw SetupDone();
      await this.store.dropAll(tx);
      return this.make(tx, 'command line');
    }, occasion);
  }

  /** @throws DomainError 404 `setup.closed` */
  async mustBeGood(token: string): Promise<void> {
    if (!(await this.store.isGood(this.reader, hashOfSecret(token), this.clock.now()))) throw SetupClosed();
  }

  /**
   * The token is good no more, whoever else presents it at the same time.
   * @throws DomainError 404 `setup.closed`
   */
  async use(tx: Tx, token: string): Promise<void> {
    const used = await this.store.use(tx, hashOfSecret(token), this.clock.now());
    if (!used || (await this.accounts.hasAdministrator(tx))) throw SetupClosed();
  }

  private async make(tx: Tx, by: 'start' | 'command line'): Promise<string> {
    const token = newSecret();
    const now = this.clock.now();
    try {
      await this.store.put(tx, hashOfSecret(token), now, now + SETUP_MS);
    } catch (error) {
      // Another process that starts was faster: look again, and find its token.
      if (tx.dialect.isUniqueViolation(error)) throw new RunAgain();
      throw error;
    }
    this.audit.record(tx, { action: 'setup.offered', details: { by, expiresAt: iso(now + SETUP_MS) } });
    return token;
  }
}
