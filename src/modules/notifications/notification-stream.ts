import { Readable } from 'node:stream';
import type { Actor } from '../../kernel/actor.js';
import type { Language } from '../../kernel/language.js';
import type { InboxReadModel } from './inbox.read-model.js';
import { presentNotice } from './notifications.presenter.js';

/** What a client may leave unread in this process; more is fetched when it has read. */
const MOST_BYTES = 16_384;
const PAGE = 50;
const RETRY_MS = 3_000;

/** Who listens, with what, and what they have had before. */
export interface Listening {
  readonly owner: Actor;
  readonly bearer: string;
  readonly language: Language;
  readonly lastSequence: number;
}

/**
 * The events of one inbox for one client (server-sent events). They are fetched as the client reads them, and in the
 * order of their sequences, so that nothing is missed, doubled, or piled up.
 */
export class NotificationStream extends Readable {
  private told: { sequence: number; unread: number | null };
  private wanted = false;
  private filling = false;
  private again = true;
  /** The client has taken something since the last beat. */
  private moved = true;

  constructor(
    readonly listening: Listening,
    private readonly inbox: InboxReadModel,
  ) {
    super({ highWaterMark: MOST_BYTES });
    this.told = { sequence: listening.lastSequence, unread: null };
    this.push(`retry: ${RETRY_MS}\n\n`);
  }

  get userId(): string {
    return this.listening.owner.userId;
  }

  override _read(): void {
    this.moved = true;
    this.wanted = true;
    void this.fill();
  }

  /** The inbox has changed, or may have. */
  wake(): void {
    this.again = true;
    void this.fill();
  }

  /** Whether the inbox is not as the client was told. */
  isBehind(head: { readonly lastSequence: number; readonly unread: number }): boolean {
    return head.lastSequence > this.told.sequence || head.unread !== this.told.unread;
  }

  /** A sign of life; a client that has taken nothing since the last one is parted with. */
  beat(): void {
    if (this.readableLength > 0 && !this.moved) this.destroy();
    else if (this.readableLength === 0) this.wanted = this.push(': still here\n\n');
    this.moved = false;
  }

  finish(): void {
    if (!this.readableEnded && !this.destroyed) this.push(null);
    this.wanted = false;
  }

  private async fill(): Promise<void> {
    if (this.filling) return;
    this.filling = true;
    try {
      while (this.again && this.wanted) {
        this.again = false;
        await this.tell();
      }
    } catch {
      // The client comes back with what it has had last.
      this.destroy();
    } finally {
      this.filling = false;
    }
  }

  private async tell(): Promise<void> {
    const { owner, language } = this.listening;
    const { lastSequence, unread } = await this.inbox.head(this.userId);
    if (lastSequence > this.told.sequence) {
      const rows = await this.inbox.notices(owner, { after: this.told.sequence, limit: PAGE });
      for (const row of rows) {
        if (!this.wanted) break;
        this.told.sequence = row.sequence;
        this.send('notification', presentNotice(row, language), row.sequence);
      }
      this.again ||= rows.length > 0 && this.told.sequence < lastSequence;
    }
    if (this.wanted && !this.again && unread !== this.told.unread) {
      this.told.unread = unread;
      this.send('unread', { unreadCount: unread });
    }
  }

  private send(event: string, data: object, id?: number): void {
    const head = id === undefined ? [] : [`id: ${id}`];
    this.wanted = this.push([...head, `event: ${event}`, `data: ${JSON.stringify(data)}`, '', ''].join('\n'));
    if (!this.wanted) this.again = true;
  }
}
