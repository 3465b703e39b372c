import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import {
  type Call,
  CallOf,
  Operation,
  PathCode,
  type PublicCall,
  PublicCallOf,
  Writes,
} from '../../platform/http/index.js';
import { AcceptanceRequest, InvitationView } from './accounts.dto.js';
import { InvitationAcceptance } from './invitation-acceptance.service.js';
import { Invitations } from './invitations.service.js';

@ApiTags('accounts')
@Controller('api/v1')
export class InvitationsController {
  constructor(
    private readonly writes: Writes,
    private readonly invitations: Invitations,
    private readonly acceptance: InvitationAcceptance,
  ) {}

  @Post('users/:id/invitation')
  @Operation({
    access: 'user:write',
    summary: 'Invite the holder of an account to choose a password',
    description:
      'Also for a forgotten password. Good for one use within 72 hours; an earlier invitation that was not used is void.',
    answer: InvitationView,
    status: 201,
    refusals: [404, 413, 415, 422],
    repeatable: true,
  })
  invite(@CallOf() call: Call, @PathCode('id') id: string): Promise<InvitationView> {
    return this.writes.once(call, async (tx) => {
      const { token, expiresAt } = await this.invitations.make(tx, id);
      return { token, expiresAt: iso(expiresAt) };
    });
  }

  @Post('auth/invitations/accept')
  @Operation({
    access: 'public',
    summary: 'Choose a password with an invitation',
    description:
      'An unknown, a used and an expired invitation are answered alike: 401 `invitation.invalid`. ' +
      'Ends every session of the account and revokes its API tokens.',
    answer: null,
    refusals: [401, 413, 415, 422],
    repeatable: true,
  })
  accept(@PublicCallOf() call: PublicCall, @Body() { token, password }: AcceptanceRequest): Promise<void> {
    return this.acceptance.accept(call, token, password);
  }
}
