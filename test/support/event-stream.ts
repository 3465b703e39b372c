import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignedIn } from './people.js';
import type { TestApp } from './test-app.js';

export interface StreamEvent {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly comment: string | null;
}

export async function bearerOf(as: SignedIn): Promise<string> {
  const answer = await as.get('/api/v1/me').expect(200);
  const sent = answer.request as unknown as { get(header: string): string };
  return sent.get('Authorization');
}

/** A client of server-sent events on a real socket, which waits for what comes and never for time to pass. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  private text = '';
  private ended = false;
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly sent: ClientRequest,
    readonly answer: IncomingMessage,
  ) {
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => this.take(chunk));
    for (const end of ['end', 'error', 'close']) answer.on(end, () => this.end());
  }

  static async open(t: TestApp, as: SignedIn, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
    const sent = await EventStream.send(t, as, headers);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return new EventStream(sent, answer);
  }

  /** The answer, unread: for a client that takes nothing. */
  static async unread(t: TestApp, as: SignedIn, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const [answer] = (await once(await EventStream.send(t, as, headers), 'response')) as [IncomingMessage];
    return answer;
  }

  private static async send(t: TestApp, as: SignedIn, headers: object): Promise<ClientRequest> {
    const { port } = t.app.getHttpServer().address() as AddressInfo;
    const sent = request({
      host: '127.0.0.1',
      port,
      path: '/api/v1/notifications/stream',
      headers: { accept: 'text/event-stream', authorization: await bearerOf(as), ...headers },
    });
    sent.on('error', () => undefined);
    sent.end();
    return sent;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /** Ids of the notices so far. */
  get ids(): number[] {
    return this.notices().map(({ id }) => Number(id));
  }

  notices(): StreamEvent[] {
    return this.events.filter(({ event }) => event === 'notification');
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.ended) throw new Error(`the stream has ended after ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  async untilEnd(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  cut(): void {
    this.sent.destroy();
  }

  private take(chunk: string): void {
    const parts = (this.text + chunk).split('\n\n');
    this.text = parts.pop()!;
    this.events.push(...parts.map(eventOf));
    this.wake();
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

function eventOf(text: string): StreamEvent {
  const field = (name: string): string | null => new RegExp(`^${name}: ?(.*)$`, 'm').exec(text)?.[1] ?? null;
  const data = field('data');
  return {
    id: field('id'),
    event: field('event'),
    data: data === null ? null : (JSON.parse(data) as Record<string, unknown>),
    comment: field(''),
  };
}
