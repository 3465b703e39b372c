import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { type Call, CallOf, instantOf, Operation, type Page, PathCode } from '../../platform/http/index.js';
import { ApiTokenPageView, ApiTokenRequest, ApiTokenView, NewApiTokenView } from './identity.dto.js';
import { presentNewToken, presentToken } from './identity.presenter.js';
import { IdentityReadModel } from './identity.read-model.js';
import { OwnApiTokens } from './own-api-tokens.service.js';
import { SignInOf } from './sign-in.decorator.js';
import type { SignIn } from './sign-in-cache.js';

@ApiTags('sign-in')
@Controller('api/v1/auth/tokens')
export class ApiTokensController {
  constructor(
    private readonly apiTokens: OwnApiTokens,
    private readonly readModel: IdentityReadModel,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    access: 'profile:read',
    summary: 'Your valid API tokens, newest first',
    description: 'There are at most 50, always on one page.',
    answer: ApiTokenPageView,
  })
  async list(@SignInOf() { actor }: SignIn): Promise<Page<ApiTokenView>> {
    const tokens = await this.readModel.tokensOf(actor.userId, this.clock.now());
    return { items: tokens.map(presentToken), nextCursor: null };
  }

  @Post()
  @Operation({
    access: 'profile:write',
    summary: 'Make an API token for another program',
    description: 'Needs a sign-in with the password.',
    answer: NewApiTokenView,
    status: 201,
    refusals: [413, 415, 422],
    repeatable: true,
  })
  async create(
    @CallOf() call: Call,
    @SignInOf() signIn: SignIn,
    @Body() body: ApiTokenRequest,
  ): Promise<NewApiTokenView> {
    const plan = { name: body.name, scopes: body.scopes, expiresAt: instantOf(body.expiresAt) };
    return presentNewToken(await this.apiTokens.create(call, signIn, plan));
  }

  @Delete(':id')
  @Operation({ access: 'profile:write', summary: 'Revoke an API token', answer: null, refusals: [404] })
  revoke(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.apiTokens.revoke(call, call.actor.userId, id);
  }
}
