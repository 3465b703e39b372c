import { Injectable } from '@nestjs/common';
import { type PublicCall, Writes } from '../../platform/http/index.js';
import { PasswordChoice } from '../identity/index.js';
import { Invitations } from './invitations.service.js';

/** The way from an invitation to a password. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly writes: Writes,
    private readonly invitations: Invitations,
    private readonly choice: PasswordChoice,
  ) {}

  /** @throws DomainError 401 `invitation.invalid`; 422 `password.*`, after which the link is still good */
  async accept(call: PublicCall, token: string, password: string): Promise<void> {
    await this.writes.inSteps(call, () => this.checkAndAccept(call, token, password));
  }

  private async checkAndAccept(call: PublicCall, token: string, password: string): Promise<object> {
    // Looked at before, too: a hash is work that no stranger may ask for.
    const holder = await this.invitations.holder(token);
    const passwordHash = await this.choice.nextHash(holder, password);
    return this.writes.once(call, async (tx) => {
      const account = await this.invitations.use(tx, token);
      await this.choice.set(tx, account, passwordHash);
      return {};
    });
  }
}
