import { BlockList, isIP } from 'node:net';

/** Not the public network, or a way back from it: IANA's special-purpose registries, and the metadata of clouds. */
const INSIDE_V4 = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 ' +
  '203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
).split(' ');
/** Of IPv6 the public network is one block; within it are tunnels to IPv4, and what is kept for other purposes. */
const PUBLIC_V6 = '2000::/3';
const INSIDE_V6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20'.split(' ');

const inside = networks([...INSIDE_V4, ...INSIDE_V6]);
const publicV6 = networks([PUBLIC_V6]);

/** Whom the product may call, decided by the host that was entered and by the address that is connected to. */
export class TargetRules {
  private readonly hosts: ReadonlySet<string>;
  private readonly allowed: BlockList;

  /** @param allowed hosts, addresses and networks that may be called although they are inside, and without TLS */
  constructor(allowed: readonly string[]) {
    const isNetwork = (entry: string): boolean => isIP(entry.split('/')[0]!) !== 0;
    this.hosts = new Set(allowed.filter((entry) => !isNetwork(entry)));
    this.allowed = networks(allowed.filter(isNetwork));
  }

  /** Null when the URL may be entered; an address in it is looked at here, that of a name when it is called. */
  refusalOf(text: string): UrlRefusal | null {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || url.hash !== '') return 'form';
    if (url.username !== '' || url.password !== '') return 'credentials';
    const host = hostOf(url);
    if (this.isInside(host)) return 'inside';
    return url.protocol === 'https:' || this.isAllowed(host) ? null : 'plain';
  }

  /** Whether this address may be connected to for that host. */
  mayConnect(host: string, address: string): boolean {
    return this.isAllowed(host) || this.isAllowed(address) || isOutside(address);
  }

  private isInside(host: string): boolean {
    if (isIP(host) !== 0) return !this.mayConnect(host, host);
    return /(^|\.)localhost$/.test(host) && !this.isAllowed(host);
  }

  private isAllowed(host: string): boolean {
    if (isIP(host) === 0) return this.hosts.has(host);
    return this.allowed.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
  }
}

export type UrlRefusal = 'form' | 'credentials' | 'inside' | 'plain';

/** The URL parser has already turned decimal, octal, hexadecimal and short forms of an address into the usual one. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isOutside(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4');
  return isIP(address) === 6 && publicV6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

function networks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, kind);
    else list.addSubnet(address, Number(prefix), kind);
  }
  return list;
}
