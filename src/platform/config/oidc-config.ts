/** How people sign in through an identity provider (OpenID Connect). */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends people back to; registered with it. */
  readonly redirectUri: string;
  /** The claim that names the account, for somebody who signs in for the first time. */
  readonly claim: string;
  /** Whether the first sign-in of somebody whose claim names an account links the two. */
  readonly linksByClaim: boolean;
  /** Values of `amr` (RFC 8176) that tell of a second factor. */
  readonly secondFactors: readonly string[];
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** @returns null when no provider is set; problems are added to the list */
export function oidcConfig(text: (name: string, fallback: string) => string, problems: string[]): OidcConfig | null {
  const issuer = text('ZHUQI_OIDC_ISSUER', '');
  if (issuer === '') return null;
  const needed = (name: string): string => {
    const value = text(name, '');
    if (value === '') problems.push(`${name} is needed with ZHUQI_OIDC_ISSUER`);
    return value;
  };
  checkAddress('ZHUQI_OIDC_ISSUER', issuer, problems);
  const redirectUri = needed('ZHUQI_OIDC_REDIRECT_URI');
  if (redirectUri !== '') checkAddress('ZHUQI_OIDC_REDIRECT_URI', redirectUri, problems);
  const link = text('ZHUQI_OIDC_LINK', 'no');
  if (link !== 'yes' && link !== 'no') problems.push('ZHUQI_OIDC_LINK must be yes or no');
  return {
    issuer,
    clientId: needed('ZHUQI_OIDC_CLIENT_ID'),
    clientSecret: needed('ZHUQI_OIDC_CLIENT_SECRET'),
    redirectUri,
    claim: text('ZHUQI_OIDC_CLAIM', 'preferred_username'),
    linksByClaim: link === 'yes',
    secondFactors: text('ZHUQI_OIDC_MFA', 'mfa')
      .split(',')
      .map((value) => value.trim()),
  };
}

function checkAddress(name: string, address: string, problems: string[]): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname))) return;
  problems.push(`${name} must be an https:// address (http:// on loopback only), not ${JSON.stringify(address)}`);
}
