import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { AccountSafety } from './account-safety.service.js';
import { SecurityPolicyPatch, SecurityPolicyView, UnlockRequest } from './security.dto.js';
import { SecurityPolicies } from './security-policies.service.js';

@ApiTags('security')
@Controller('api/v1')
export class SecurityController {
  constructor(
    private readonly policies: SecurityPolicies,
    private readonly safety: AccountSafety,
  ) {}

  @Get('security/policy')
  @Operation({ access: 'security:read', summary: 'How people sign in', answer: SecurityPolicyView })
  policy(): Promise<SecurityPolicyView> {
    return this.policies.current() as Promise<SecurityPolicyView>;
  }

  @Patch('security/policy')
  @Operation({
    access: 'security:write',
    summary: 'Change how people sign in',
    description: 'It is for open sessions too: those that last longer than it allows end.',
    answer: SecurityPolicyView,
    refusals: [412, 413, 415],
    versioned: true,
  })
  change(@CallOf() call: Call, @Body() patch: SecurityPolicyPatch): Promise<SecurityPolicyView> {
    return this.policies.change(call, patch) as Promise<SecurityPolicyView>;
  }

  @Post('security/unlock')
  @Operation({
    access: 'security:write',
    summary: 'Let an account try to sign in again',
    description: 'Forgets the wrong passwords and codes that locked it, from wherever they came.',
    answer: null,
    refusals: [404, 409, 413, 415],
    repeatable: true,
  })
  unlock(@CallOf() call: Call, @Body() { username }: UnlockRequest): Promise<void> {
    return this.safety.unlock(call, username);
  }

  @Post('users/:id/end-sessions')
  @Operation({
    access: 'security:write',
    summary: 'End all sessions of an account',
    description: 'Revokes its API tokens and invitations and drops its links to identities of the provider as well.',
    answer: null,
    refusals: [404, 409, 413, 415],
    repeatable: true,
  })
  endSessions(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.safety.endSessions(call, id);
  }

  @Post('users/:id/second-factor/reset')
  @Operation({
    access: 'security:write',
    summary: 'Take the second factor from an account whose owner has lost it',
    description: 'Ends all its sessions, revokes its API tokens and invitations. Make sure who asks for it.',
    answer: null,
    refusals: [404, 409, 413, 415],
    repeatable: true,
  })
  resetSecondFactor(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.safety.resetSecondFactor(call, id);
  }
}
