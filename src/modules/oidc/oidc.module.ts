import { Module } from '@nestjs/common';
import { EndedLinks } from './ended-links.js';
import { IdentityProvider } from './identity-provider.js';
import { OidcJourneys } from './oidc-journeys.service.js';
import { OidcLinking } from './oidc-linking.service.js';
import { OidcLinks } from './oidc-links.service.js';
import { OidcSignIn } from './oidc-sign-in.service.js';
import { OidcController } from './oidc.controller.js';
import { OidcStore } from './oidc.store.js';

/** Sign-in through an identity provider (OpenID Connect). */
@Module({
  controllers: [OidcController],
  providers: [EndedLinks, IdentityProvider, OidcJourneys, OidcLinking, OidcLinks, OidcSignIn, OidcStore],
})
export class OidcModule {}
