import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { SECOND } from '../../kernel/clock.js';
import { LOGGER } from '../../platform/observability/logging.module.js';
import { Authenticator } from '../identity/index.js';
import { InboxBell } from './inbox-bell.js';
import { InboxReadModel } from './inbox.read-model.js';
import { type Listening, NotificationStream } from './notification-stream.js';
import { TooManyStreams } from './notifications.errors.js';

/** Of one account at one process. */
export const MOST_STREAMS = 5;
const BEAT_MS = 15 * SECOND;
/** How soon a process notices what another one has put into an inbox. */
const POLL_MS = 2 * SECOND;

/** The streams that clients of this process listen to. */
@Injectable()
export class NotificationStreams implements OnModuleInit, BeforeApplicationShutdown {
  private readonly streams = new Set<NotificationStream>();
  private timers: NodeJS.Timeout[] = [];
  private stopped = false;

  constructor(
    private readonly bell: InboxBell,
    private readonly inbox: InboxReadModel,
    private readonly authenticator: Authenticator,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.bell.onRing((userId) => this.of(userId).forEach((stream) => stream.wake()));
  }

  /**
   * @param lastSequence what the client has had last; null for one that begins with what comes now
   * @throws DomainError 429 `notification.too-many-streams`
   */
  async open(listening: Omit<Listening, 'lastSequence'>, lastSequence: number | null): Promise<NotificationStream> {
    const { userId } = listening.owner;
    const head = await this.inbox.head(userId);
    if (this.of(userId).length >= MOST_STREAMS) throw TooManyStreams({ most: MOST_STREAMS });
    const from = Math.min(lastSequence ?? head.lastSequence, head.lastSequence);
    const stream = new NotificationStream({ ...listening, lastSequence: from }, this.inbox);
    if (this.stopped) stream.finish();
    else this.keep(stream);
    return stream;
  }

  /** Signs of life; whoever may not listen any more is parted with. */
  async beat(): Promise<void> {
    await Promise.all(
      [...this.streams].map(async (stream) => {
        if (await this.mayListen(stream.listening)) stream.beat();
        else stream.finish();
      }),
    );
  }

  /** Looks for what other processes have done. */
  async poll(): Promise<void> {
    const heads = await this.inbox.heads([...new Set([...this.streams].map(({ userId }) => userId))]);
    for (const stream of this.streams) {
      const head = heads.get(stream.userId);
      if (head !== undefined && stream.isBehind(head)) stream.wake();
    }
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    this.stopTimers();
    for (const stream of this.streams) stream.finish();
  }

  private of(userId: string): NotificationStream[] {
    return [...this.streams].filter((stream) => stream.userId === userId);
  }

  private keep(stream: NotificationStream): void {
    this.streams.add(stream);
    stream.once('close', () => {
      this.streams.delete(stream);
      if (this.streams.size === 0) this.stopTimers();
    });
    if (this.timers.length > 0) return;
    this.timers = [
      setInterval(() => void this.attempt(() => this.beat()), BEAT_MS),
      setInterval(() => void this.attempt(() => this.poll()), POLL_MS),
    ];
  }

  private stopTimers(): void {
    this.timers.forEach((timer) => clearInterval(timer));
    this.timers = [];
  }

  private async mayListen({ bearer, owner }: Listening): Promise<boolean> {
    const signIn = await this.authenticator.recheck(bearer).catch(() => null);
    // What somebody sees depends on who they are: with another role or region they begin anew.
    return (
      signIn !== null &&
      signIn.scopes.has('notification:read') &&
      JSON.stringify(signIn.actor) === JSON.stringify(owner)
    );
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ err: error }, 'the streams of notifications could not be served');
    }
  }
}
