import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { compile } from '@fastify/proxy-addr';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * The id by which a request is found in the log and in the audit trail. That of a trusted proxy is kept, so that its log
 * and ours can be read together; nobody else chooses their own, or they could pass for the request of somebody else.
 */
export function requestIds(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = compile([...trustedProxies]);
  return ({ headers, socket }) => {
    const given = headers['x-request-id'];
    const isKept = typeof given === 'string' && REQUEST_ID.test(given) && isTrusted(socket.remoteAddress ?? '', 0);
    return isKept ? given : randomUUID();
  };
}
