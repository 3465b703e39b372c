import { isIP } from 'node:net';
import type { Settings } from './settings.js';

/** How the product meets the network: whom it believes, and how much it takes of whom. */
export interface EdgeConfig {
  /** Addresses and networks whose `X-Forwarded-For` tells who the client is; nobody else's does. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may read answers in a browser; none means no CORS at all. */
  readonly corsOrigins: readonly string[];
  /** Everybody reaches it through TLS, so that browsers may be told never to try without. */
  readonly behindTls: boolean;
  /** Requests in a minute; 0 for any number. */
  readonly ratePerAccount: number;
  readonly ratePerAddress: number;
  /** How long a client may take for the head of a request, for all of it, and with nothing at all under way. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

const ADDRESSES = 'addresses, networks such as 10.0.0.0/8, loopback, linklocal or uniquelocal, between commas';
const ORIGINS = 'origins such as https://zhuqi.example.gov.cn between commas, without a path';

export function edgeConfig(setting: Settings): EdgeConfig {
  return {
    trustedProxies: setting.list('ZHUQI_TRUSTED_PROXIES', isNetwork, ADDRESSES),
    corsOrigins: setting.list('ZHUQI_CORS_ORIGINS', isOrigin, ORIGINS),
    behindTls: setting.flag('ZHUQI_BEHIND_TLS', false),
    ratePerAccount: setting.integer('ZHUQI_RATE_PER_ACCOUNT', 600, [0, 1_000_000]),
    ratePerAddress: setting.integer('ZHUQI_RATE_PER_ADDRESS', 3_000, [0, 1_000_000]),
    headersTimeoutMs: setting.integer('ZHUQI_HEADERS_TIMEOUT_MS', 10_000, [50, 300_000]),
    requestTimeoutMs: setting.integer('ZHUQI_REQUEST_TIMEOUT_MS', 120_000, [50, 3_600_000]),
    idleTimeoutMs: setting.integer('ZHUQI_IDLE_TIMEOUT_MS', 120_000, [50, 3_600_000]),
  };
}

const NAMED_NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.has(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0 || more.length > 0) return false;
  // A network of everybody would let every client choose its own address.
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits);
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
