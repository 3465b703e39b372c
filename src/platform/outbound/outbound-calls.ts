import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { Inject, Injectable } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { guardedLookup, TargetRefused } from './guarded-lookup.js';
import { hostOf, TargetRules, type UrlRefusal } from './target-rules.js';

const LONGEST_ANSWER = 65_536;
const CONNECTED_WITHIN_MS = 5 * SECOND;

export interface OutboundCall {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** At most the first 64 KiB. */
  readonly text: string;
}

/**
 * Posts to addresses that somebody has entered. What is decided about is the address that is connected to, so that
 * neither a name that changes its mind between two questions nor a redirect leads inside: none is followed.
 */
@Injectable()
export class OutboundCalls {
  private readonly rules: TargetRules;
  private readonly timeoutMs: number;

  constructor(@Inject(CONFIG) { outbound }: Config) {
    this.rules = new TargetRules(outbound.allowed);
    this.timeoutMs = outbound.timeoutMs;
  }

  refusalOf(url: string): UrlRefusal | null {
    return this.rules.refusalOf(url);
  }

  /**
   * @throws TargetRefused when the address may not be called
   * @throws Error when there is no answer in time, or none at all
   */
  post({ url: text, body, headers }: OutboundCall): Promise<OutboundAnswer> {
    const refusal = this.rules.refusalOf(text);
    if (refusal !== null) return Promise.reject(new TargetRefused(`the address may not be called (${refusal})`));
    const url = new URL(text);
    const options: RequestOptions = {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(this.rules, hostOf(url)),
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'Zhuqi' },
    };
    return this.send(url, options, body);
  }

  private send(url: URL, options: RequestOptions, body: string): Promise<OutboundAnswer> {
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, options);
      const giveUp = (after: number, what: string) =>
        setTimeout(() => sent.destroy(new Error(`${what} within ${after} ms`)), after);
      const total = giveUp(this.timeoutMs, 'no complete answer');
      const connecting = giveUp(Math.min(this.timeoutMs, CONNECTED_WITHIN_MS), 'no connection');
      sent.once('socket', (socket) => socket.once('connect', () => clearTimeout(connecting)));
      sent.once('close', () => {
        clearTimeout(total);
        clearTimeout(connecting);
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        beginningOf(answer).then((beginning) => {
          resolve({
            status: answer.statusCode ?? 0,
            retryAfter: answer.headers['retry-after'] ?? null,
            text: beginning,
          });
          sent.destroy();
        }, reject);
      });
      sent.end(body);
    });
  }
}

/** A longer answer is not read to its end. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= LONGEST_ANSWER) break;
  }
  return Buffer.concat(parts).subarray(0, LONGEST_ANSWER).toString('utf8');
}
