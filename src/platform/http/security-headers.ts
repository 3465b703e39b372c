import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { EdgeConfig } from '../config/edge-config.js';

const YEAR_SECONDS = 365 * 86_400;

/** An answer is data: a browser that shows one all the same runs, loads, frames and sends nothing. */
export const NOTHING_AT_ALL = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NO_FEATURES = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'publickey-credentials-get',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** On every answer, whatever it is. */
export const HEADERS_OF_EVERY_ANSWER: Readonly<Record<string, string>> = {
  'Content-Security-Policy': NOTHING_AT_ALL,
  'Permissions-Policy': NO_FEATURES,
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language, Authorization',
};

/** The rest of them; the policy of content is above, since the page of the documentation has one of its own. */
export function helmetOptions({ behindTls }: EdgeConfig): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    // Over plain HTTP the header means nothing, and in front of a test installation it would lock people out.
    hsts: behindTls ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  };
}
