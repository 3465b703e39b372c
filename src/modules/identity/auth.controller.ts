import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { type Call, CallOf, OccasionOf, Operation, ProblemView } from '../../platform/http/index.js';
import { type Occasion, Reader } from '../../platform/persistence/index.js';
import { LoginRequest, MeView, PasswordRequest, RefreshRequest, SignedInView } from './identity.dto.js';
import { SignInInvalid } from './identity.errors.js';
import { presentSignedIn, presentUser } from './identity.presenter.js';
import { PasswordChangeService } from './password-change.service.js';
import { SignInOf } from './sign-in.decorator.js';
import type { SignIn } from './sign-in-cache.js';
import { SessionRenewal } from './session-renewal.service.js';
import { SignInService } from './sign-in.service.js';
import { Users } from './users.service.js';

/** A public route that refuses what is presented to it. */
const RefusesCredentials = () =>
  ApiResponse({
    status: 401,
    description: 'Not signed in',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
  });

@ApiTags('sign-in')
@ApiExtraModels(ProblemView)
@Controller('api/v1')
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly renewal: SessionRenewal,
    private readonly passwordChanges: PasswordChangeService,
    private readonly users: Users,
    private readonly reader: Reader,
  ) {}

  @Post('auth/login')
  @RefusesCredentials()
  @Operation({
    access: 'public',
    summary: 'Sign in',
    description:
      'An unknown username, a wrong password and a closed account are answered alike: 401 `auth.credentials`. After ' +
      'several wrong passwords in a row: 429 `auth.too-many-attempts`.',
    answer: SignedInView,
    refusals: [413, 415],
  })
  async login(@OccasionOf() occasion: Occasion, @Body() body: LoginRequest): Promise<SignedInView> {
    return presentSignedIn(await this.signIns.login(occasion, body));
  }

  @Post('auth/refresh')
  @RefusesCredentials()
  @Operation({
    access: 'public',
    summary: 'Exchange the refresh token for new tokens',
    description: 'Each refresh token is good for one use. Using it again ends the session, for it may be stolen.',
    answer: SignedInView,
    refusals: [413, 415],
  })
  async refresh(@OccasionOf() occasion: Occasion, @Body() body: RefreshRequest): Promise<SignedInView> {
    return presentSignedIn(await this.renewal.refresh(occasion, body.refreshToken));
  }

  @Post('auth/password')
  @Operation({
    access: 'profile:write',
    summary: 'Change your own password',
    description:
      'Ends all your sessions, this one too, and revokes your API tokens: sign in again with the new password. A new ' +
      'password does not contain the username and is none of your last ones.',
    answer: null,
    refusals: [413, 415, 422],
    repeatable: true,
  })
  changePassword(@CallOf() call: Call, @SignInOf() signIn: SignIn, @Body() body: PasswordRequest): Promise<void> {
    return this.passwordChanges.change(call, signIn, body);
  }

  @Get('me')
  @Operation({ access: 'profile:read', summary: 'Who you are and what you may do', answer: MeView })
  async me(@SignInOf() signIn: SignIn): Promise<MeView> {
    const user = await this.users.find(this.reader, signIn.actor.userId);
    if (user === null) throw SignInInvalid();
    return presentUser(user, signIn);
  }
}
