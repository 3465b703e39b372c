import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { problem } from '../../kernel/domain-error.js';
import type { EdgeConfig } from '../config/edge-config.js';
import { NOTHING_AT_ALL } from './security-headers.js';

export const BODY_LIMIT = 1_048_576;

/** Head of a request: its address and all its headers. */
const MOST_HEAD_BYTES = 16_384;
const MOST_HEADERS = 100;
const LONGEST_ADDRESS = 8_192;
const MOST_PARAMETERS = 100;

const TooManyHeaders = problem('invalid', 'request.headers', '请求头过多', 'The request has too many headers');
const AddressTooLong = problem(
  'invalid',
  'request.address',
  '请求地址过长或参数过多',
  'The address is too long or has too many parameters',
);

/** What a client may take up before anything of ours has looked at its request. */
export function serverLimits({ headersTimeoutMs, requestTimeoutMs, idleTimeoutMs }: EdgeConfig) {
  return {
    bodyLimit: BODY_LIMIT,
    requestTimeout: Math.max(requestTimeoutMs, headersTimeoutMs),
    connectionTimeout: idleTimeoutMs,
    keepAliveTimeout: Math.min(72_000, idleTimeoutMs),
    http: {
      maxHeaderSize: MOST_HEAD_BYTES,
      headersTimeout: headersTimeoutMs,
      // Node looks for the slow ones this often.
      connectionsCheckingInterval: Math.min(5_000, Math.ceil(headersTimeoutMs / 2)),
    },
    clientErrorHandler: refuseOnSocket,
  } satisfies FastifyHttpOptions<Server>;
}

/** Refuses what is too long in itself, although it came in time and fits into its buffer. */
export function limitHeads(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(tooMuchIn(request.raw) ?? undefined);
  });
}

function tooMuchIn({ rawHeaders, url = '' }: IncomingMessage): Error | null {
  if (rawHeaders.length > 2 * MOST_HEADERS) return TooManyHeaders();
  const isTooLong = url.length > LONGEST_ADDRESS || url.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS;
  return isTooLong ? AddressTooLong() : null;
}

interface SocketRefusal {
  readonly status: string;
  readonly code: string;
  readonly detail: string;
}

const BROKEN: SocketRefusal = {
  status: '400 Bad Request',
  code: 'request.unreadable',
  detail: '无法读取请求 This is no HTTP request',
};

const SOCKET_REFUSALS: Readonly<Record<string, SocketRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'request.timeout',
    detail: '请求发送过慢 The request took too long to arrive',
  },
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'request.headers',
    detail: '请求头过大 The head of the request is too large',
  },
};

/** There is no request yet that a filter could answer: the language is unknown, and the connection ends. */
function refuseOnSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(refusalText(SOCKET_REFUSALS[error.code ?? ''] ?? BROKEN));
  socket.destroySoon();
}

function refusalText({ status, code, detail }: SocketRefusal): string {
  const [number = '', ...title] = status.split(' ');
  const document = { type: `urn:zhuqi:problem:${code}`, title: title.join(' '), status: Number(number), detail, code };
  const body = JSON.stringify(document);
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Content-Security-Policy: ${NOTHING_AT_ALL}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
