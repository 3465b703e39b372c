import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Behaviour = (answer: ServerResponse, request: IncomingMessage) => void;

/** A real HTTP server that keeps what it is told, and answers each path as the test has said; 204 unless it has. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly behaviours = new Map<string, Behaviour[]>();
  private readonly server = createServer((request, answer) => void this.take(request, answer));

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** Each of these once, the last one from then on. */
  behaves(path: string, ...behaviours: Behaviour[]): void {
    this.behaviours.set(path, behaviours);
  }

  at(path: string): Received[] {
    return this.received.filter((each) => each.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = request.url!.split('?')[0]!;
    this.received.push({ path: request.url!, headers: request.headers, body: await text(request) });
    const queue = this.behaviours.get(path) ?? [];
    const behaviour = queue.length > 1 ? queue.shift() : queue[0];
    if (behaviour) behaviour(answer, request);
    else answer.writeHead(204).end();
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Behaviour =>
  (answer) =>
    void answer.writeHead(code, headers).end(body);
export const robot =
  (errcode: number): Behaviour =>
  (answer) =>
    void answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ errcode, errmsg: '' }));
export const never: Behaviour = () => undefined;
/** 200, and a body without an end. */
export const endless: Behaviour = (answer) => {
  answer.writeHead(200);
  const chunk = 'x'.repeat(16_384);
  const more = (): void => {
    while (!answer.destroyed && answer.write(chunk));
  };
  answer.on('drain', more);
  more();
};
