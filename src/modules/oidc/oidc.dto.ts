import { InstantField, Secret, Text } from '../../platform/http/index.js';

export class OidcBeginView {
  @Text({ max: 4000, description: 'Where the person’s browser goes now.' }) authorizationUrl!: string;
  @Secret({ description: 'Keep it until the browser is back; good for one use.' }) transaction!: string;
  @InstantField() expiresAt!: string;
}

export class OidcFinishRequest {
  @Secret({ description: 'From the answer of `begin`.' }) transaction!: string;
  @Text({ max: 4000, description: 'The whole address that the provider has sent the browser back to.' })
  callbackUrl!: string;
}

export class OidcLinkRequest extends OidcFinishRequest {
  @Secret({ optional: true, description: 'Needed when the account has a password.' }) currentPassword?: string;
}
