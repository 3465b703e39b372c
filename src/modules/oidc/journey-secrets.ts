import { createHmac } from 'node:crypto';
import { derivedKey } from '../../platform/secrets/index.js';

/** What one way to the provider and back is recognised by. */
export interface JourneySecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * All of it follows from the transaction's secret and ours, so that neither the database nor the client alone holds
 * anything by which a sign-in could be completed.
 */
export function journeySecrets(tokenSecret: string, transaction: string): JourneySecrets {
  const key = derivedKey(tokenSecret, 'oidc journeys');
  const derived = (purpose: string): string =>
    createHmac('sha256', key).update(`${purpose}:${transaction}`).digest('base64url');
  return { state: derived('state'), nonce: derived('nonce'), verifier: derived('verifier') };
}
