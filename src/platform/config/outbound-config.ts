import { isIP } from 'node:net';
import type { Settings } from './settings.js';

/** How the product calls addresses that an administrator has entered. */
export interface OutboundConfig {
  /** Hosts, addresses and networks that may be called although they are inside, and without TLS. */
  readonly allowed: readonly string[];
  /** How long one call may take in all. */
  readonly timeoutMs: number;
}

const TARGETS = 'hosts, addresses or networks such as hooks.example.gov.cn or 10.1.0.0/16, between commas';

export function outboundConfig(setting: Settings): OutboundConfig {
  return {
    allowed: setting.list('ZHUQI_WEBHOOK_ALLOW', isTarget, TARGETS),
    timeoutMs: setting.integer('ZHUQI_WEBHOOK_TIMEOUT_MS', 10_000, [50, 60_000]),
  };
}

function isTarget(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  if (prefix === undefined) return isIP(address) !== 0 || /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(address);
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  // A network of everything would be no guard at all.
  return bits > 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits;
}
