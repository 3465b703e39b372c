import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { gate } from './gate.js';

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

/**
 * What a server that lets everybody in never comes to an end with: it says nothing at all, or a little now and then
 * instead of its greeting, or of its answer to the sender.
 */
export type Slowness = 'silent' | 'greeting' | 'answering';

/** A server that never says what it should. */
export class SlowServer {
  private readonly sockets = new Set<Socket>();
  private readonly firstEnd = gate();

  private constructor(
    private readonly server: Server,
    slowness: Slowness,
  ) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      let drip: NodeJS.Timeout | undefined;
      const dripping = (line: string) => (drip = setInterval(() => socket.write(line), 20));
      if (slowness === 'greeting') dripping('220-wait\r\n');
      if (slowness === 'answering') socket.write('220 slow.example.cn\r\n');
      socket.on('data', (said: Buffer) => {
        if (slowness !== 'answering') return;
        if (said.toString().startsWith('MAIL')) dripping('250-wait\r\n');
        else socket.write('250 slow.example.cn\r\n');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(drip);
        this.firstEnd.open();
      });
    });
  }

  static async open(slowness: Slowness): Promise<SlowServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SlowServer(server, slowness);
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Somebody who was let in is gone. */
  get left(): Promise<void> {
    return this.firstEnd.opened;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
