import { Body, Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import { type Call, CallOf, OccasionOf, Operation } from '../../platform/http/index.js';
import type { Occasion } from '../../platform/persistence/index.js';
import { presentSignedIn, SignedInView, type SignIn, SignInOf } from '../identity/index.js';
import { OidcJourneys } from './oidc-journeys.service.js';
import { OidcLinking } from './oidc-linking.service.js';
import { OidcSignIn } from './oidc-sign-in.service.js';
import { OidcBeginView, OidcFinishRequest, OidcLinkRequest } from './oidc.dto.js';

@ApiTags('sign-in')
@Controller('api/v1/auth/oidc')
export class OidcController {
  constructor(
    private readonly journeys: OidcJourneys,
    private readonly signIn: OidcSignIn,
    private readonly linking: OidcLinking,
  ) {}

  @Post('begin')
  @Operation({
    access: 'public',
    summary: 'Set out for the identity provider',
    description: 'To sign in, or to link one’s account. 404 `auth.oidc-off` when there is no provider.',
    answer: OidcBeginView,
    refusals: [404, 413, 415],
  })
  async begin(@OccasionOf() occasion: Occasion): Promise<OidcBeginView> {
    const { authorizationUrl, transaction, expiresAt } = await this.journeys.begin(occasion);
    return { authorizationUrl, transaction, expiresAt: iso(expiresAt) };
  }

  @Post('finish')
  @Operation({
    access: 'public',
    summary: 'Sign in with what the identity provider has sent back',
    description:
      'Whatever is wrong with it is answered alike: 401 `auth.oidc-refused`; begin again. 401 `auth.oidc-account` when ' +
      'no account at work is linked, 401 `auth.oidc-second-factor` when the account needs one that the provider has not seen.',
    answer: SignedInView,
    refusals: [401, 404, 413, 415],
  })
  async finish(@OccasionOf() occasion: Occasion, @Body() body: OidcFinishRequest): Promise<SignedInView> {
    return presentSignedIn(await this.signIn.finish(occasion, body));
  }

  @Post('link')
  @Operation({
    access: 'profile:write',
    summary: 'Link your account to the identity that the provider has vouched for',
    description:
      'Needs a session, not an API token, and the password of the account if it has one. 409 when the account or the identity has a link already.',
    answer: null,
    refusals: [404, 409, 413, 415, 422],
    repeatable: true,
  })
  link(@CallOf() call: Call, @SignInOf() signIn: SignIn, @Body() body: OidcLinkRequest): Promise<void> {
    return this.linking.link(call, signIn, body);
  }

  @Delete('link')
  @Operation({
    access: 'profile:write',
    summary: 'Remove the link of your account',
    description: 'Needs a session, and a password to sign in with afterwards.',
    answer: null,
    refusals: [404, 422],
  })
  unlink(@CallOf() call: Call, @SignInOf() signIn: SignIn): Promise<void> {
    return this.linking.unlink(call, signIn);
  }
}
