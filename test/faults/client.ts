import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Submission {
  readonly token: string;
  readonly key: string;
  readonly body: object;
}

/** HTTP as a portal in front of the product would speak it: connections are kept, a lost one is told. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });
  private deaf = false;

  constructor(private readonly address: string) {}

  get port(): number {
    return Number(new URL(this.address).port);
  }

  get(path: string, token?: string): Promise<Answer | null> {
    const sent = this.open('GET', path, token === undefined ? {} : { authorization: `Bearer ${token}` });
    sent.end();
    return this.answered(sent);
  }

  /** From now on every answer is lost on its way: a sender learns no more than that the connection ended. */
  loseAnswers(): void {
    this.deaf = true;
  }

  /** @returns null when the connection was lost before the whole answer had come */
  submit(submission: Submission): Promise<Answer | null> {
    const { sent, text } = this.submission(submission);
    sent.end(text);
    return this.answered(sent);
  }

  /**
   * Sends the head and keeps the body back until the server has said that it has read the head.
   * @returns sends the rest
   */
  async beginSubmission(submission: Submission): Promise<() => Promise<Answer | null>> {
    const { sent, text } = this.submission(submission, { expect: '100-continue' });
    sent.flushHeaders();
    await new Promise<void>((resolve, reject) => sent.once('continue', resolve).once('error', reject));
    return () => {
      sent.end(text);
      return this.answered(sent);
    };
  }

  close(): void {
    this.agent.destroy();
  }

  private submission({ token, key, body }: Submission, more: object = {}): { sent: ClientRequest; text: string } {
    const text = JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': key,
      ...more,
    };
    return { sent: this.open('POST', '/api/v1/issues', headers), text };
  }

  private open(method: string, path: string, headers: Record<string, string | number>): ClientRequest {
    return request(new URL(path, this.address), { method, headers, agent: this.agent });
  }

  private answered(sent: ClientRequest): Promise<Answer | null> {
    return new Promise((resolve) => {
      sent.once('error', () => resolve(null));
      sent.once('response', (response) => {
        if (this.deaf) response.socket.once('close', () => resolve(null));
        else void bodyOf(response).then(resolve);
      });
    });
  }
}

async function bodyOf(response: IncomingMessage): Promise<Answer | null> {
  try {
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part as Buffer);
    return { status: response.statusCode!, body: JSON.parse(Buffer.concat(parts).toString()) as unknown };
  } catch {
    return null;
  }
}
