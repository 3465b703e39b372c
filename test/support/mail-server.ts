import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What a real SMTP server does with a mail; by default it takes it. */
export interface Manners {
  /** Answer to `RCPT TO`, such as 550; null lets it through. */
  receiver: number | null;
  /** Answer after the content, such as 451. */
  content: number | null;
  /** Accepts and forgets. */
  lies: boolean;
}

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** An SMTP server on a port of its own. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** How often somebody has begun to hand over a mail. */
  attempts = 0;
  manners: Manners = { receiver: null, content: null, lies: false };
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        this.attempts += 1;
        done(this.refusal(this.manners.receiver));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const refusal = this.refusal(this.manners.content);
          if (refusal !== null || this.manners.lies) return done(refusal);
          const to = session.envelope.rcptTo.map(({ address }) => address);
          void this.keep(to, Buffer.concat(chunks)).then(() => done());
        });
      },
    });
  }

  static async open(): Promise<MailServer> {
    const made = new MailServer();
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** What has come since. */
  take(): ReceivedMail[] {
    return this.mails.splice(0);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async keep(to: string[], raw: Buffer): Promise<void> {
    this.mails.push({ to, raw: raw.toString(), parsed: await simpleParser(raw) });
  }

  private refusal(code: number | null): Error | null {
    return code === null ? null : Object.assign(new Error('not for us: somebody@example.cn'), { responseCode: code });
  }
}

/** A server that lets everybody in, and says a little now and then, but never what it should. */
export class SlowServer {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      const drip = setInterval(() => socket.write('220-wait\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
  }

  static async open(): Promise<SlowServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SlowServer(server);
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
