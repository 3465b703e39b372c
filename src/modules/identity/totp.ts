import { Secret, TOTP } from 'otpauth';
import { type Instant, SECOND } from '../../kernel/clock.js';

const ISSUER = 'Zhuqi';
const PERIOD_SECONDS = 30;
// A clock that is half a minute off still works.
const STEPS_OFF = 1;
const SECRET_BYTES = 20;

/** A new secret in Base32, as people type it into their app. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an app reads from a QR code. */
export function otpauthUrl(secret: string, username: string): string {
  return totp(secret, username).toString();
}

/** The time step (RFC 6238) that the code belongs to, or null when it is of none near the instant. */
export function stepOfCode(secret: string, code: string, now: Instant): number | null {
  const off = totp(secret, '').validate({ token: code, timestamp: now, window: STEPS_OFF });
  return off === null ? null : Math.floor(now / (PERIOD_SECONDS * SECOND)) + off;
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });
}
