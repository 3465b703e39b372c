import { createHash, randomBytes, randomInt } from 'node:crypto';
import { request } from 'node:http';

const IN_FLIGHT = 8;
const MOST = 76;

interface Target {
  readonly address: string;
  readonly token: string;
  /** Each takes 20 attachments. */
  readonly issueIds: readonly string[];
}

interface Acknowledged {
  readonly id: string;
  readonly hash: string;
}

const BOUNDARY = 'boundary-of-uploads';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

/** Texts of different lengths, {@link IN_FLIGHT} at a time, until the server answers something else or nothing. */
export class Uploader {
  readonly acknowledged: Acknowledged[] = [];
  /** Hashes of everything that was begun. */
  readonly sent = new Set<string>();
  readonly over: Promise<void>;
  private begun = 0;
  private stopped = false;
  private readonly waiting: { readonly count: number; readonly reached: () => void }[] = [];

  constructor(private readonly target: Target) {
    const lines = Array.from({ length: IN_FLIGHT }, () => this.oneAfterTheOther());
    this.over = Promise.all(lines).then(() => undefined);
  }

  /** Resolves with the answer that makes them that many. */
  untilAcknowledged(count: number): Promise<void> {
    return new Promise((reached) => this.waiting.push({ count, reached }));
  }

  stop(): void {
    this.stopped = true;
  }

  /** Sends half of a file and goes away once the server has taken some of it. */
  breaksOff(content: Buffer): Promise<void> {
    const { address, token, issueIds } = this.target;
    return new Promise((gone) => {
      const sent = request(new URL(pathOf(issueIds[0]!), address), {
        method: 'POST',
        headers: { ...headersOf(token), 'Content-Length': 2 * content.length, Expect: '100-continue' },
      });
      sent.on('error', () => gone());
      sent.on('continue', () => {
        sent.write(HEAD);
        sent.write(content, () => sent.destroy());
      });
      sent.on('close', () => gone());
      sent.flushHeaders();
    });
  }

  private async oneAfterTheOther(): Promise<void> {
    while (!this.stopped && this.begun < MOST) {
      const issueId = this.target.issueIds[this.begun++ % this.target.issueIds.length]!;
      const content = Buffer.from(`${randomBytes(randomInt(50, 150_000)).toString('hex')}\n`);
      const hash = createHash('sha256').update(content).digest('hex');
      this.sent.add(hash);
      const id = await this.upload(issueId, content);
      if (id === null) return;
      this.acknowledged.push({ id, hash });
      for (const { count, reached } of this.waiting) if (count === this.acknowledged.length) reached();
    }
  }

  /** @returns null when it was not acknowledged */
  private async upload(issueId: string, content: Buffer): Promise<string | null> {
    const { address, token } = this.target;
    try {
      const body = Buffer.concat([Buffer.from(HEAD), content, Buffer.from(TAIL)]);
      const answer = await fetch(new URL(pathOf(issueId), address), {
        method: 'POST',
        headers: headersOf(token),
        body,
      });
      return answer.status === 201 ? ((await answer.json()) as { id: string }).id : null;
    } catch {
      return null;
    }
  }
}

const pathOf = (issueId: string): string => `/api/v1/issues/${issueId}/attachments`;

const headersOf = (token: string): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
  'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
});
