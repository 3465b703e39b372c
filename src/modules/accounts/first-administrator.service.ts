import { Injectable } from '@nestjs/common';
import { type PublicCall, Writes } from '../../platform/http/index.js';
import { PasswordChoice, Users } from '../identity/index.js';
import { type Account, AccountChanges } from './account-changes.service.js';
import { AccountRegions } from './account-regions.service.js';
import type { SetupRequest } from './accounts.dto.js';
import { SetupTokens } from './setup-tokens.service.js';

/** Makes the first administrator of a new system. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly writes: Writes,
    private readonly tokens: SetupTokens,
    private readonly choice: PasswordChoice,
    private readonly users: Users,
    private readonly regions: AccountRegions,
    private readonly changes: AccountChanges,
  ) {}

  /** @throws DomainError 404 `setup.closed`; 422 `password.weak`, `user.username`, after which the token is still good */
  make(call: PublicCall, request: SetupRequest): Promise<Account> {
    return this.writes.inSteps(call, () => this.checkAndMake(call, request));
  }

  private async checkAndMake(call: PublicCall, request: SetupRequest): Promise<Account> {
    const { token, username, displayName, password } = request;
    // Looked at before, too: a hash is work that no stranger may ask for.
    await this.tokens.mustBeGood(token);
    const passwordHash = await this.choice.firstHash(username, password);
    const regionCode = await this.regions.top();
    return this.writes.once(call, async (tx) => {
      await this.tokens.use(tx, token);
      const [account] = await this.users.createMany(tx, [
        { username, displayName, role: 'admin', regionCode, passwordHash },
      ]);
      this.changes.recordOpening(tx, account!, 'setup.done');
      return account!;
    });
  }
}
