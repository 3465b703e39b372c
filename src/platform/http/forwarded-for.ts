import { isIP } from 'node:net';

/**
 * What of an `X-Forwarded-For` can be believed as addresses: the list grows at its end, so everything before the last part
 * that is no address was made up by somebody, and would end up in the log and in the audit trail as it is.
 */
export function readableAddresses(header: string): string[] {
  const parts = header.split(',').map((part) => addressOf(part.trim()));
  const lastUnreadable = parts.lastIndexOf(null);
  return parts.slice(lastUnreadable + 1).filter((part) => part !== null);
}

// Some proxies add the port.
function addressOf(part: string): string | null {
  const bare = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(part)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(part)?.[1] ?? part;
  return isIP(bare) === 0 ? null : bare;
}
