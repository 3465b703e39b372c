import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, type Instant } from '../../kernel/clock.js';
import type { Rights } from './rights.js';

/** Who a bearer token stands for, and what it lets them do. */
export interface SignIn extends Rights {
  readonly actor: Actor;
  /** Null for an API token. */
  readonly sessionId: string | null;
  readonly expiresAt: Instant;
}

/** How long another process may still honour a sign-in that this one has ended. */
export const RECHECK_MS = 2_000;
const MOST_KEPT = 10_000;

interface Kept {
  readonly loadedAt: Instant;
  readonly signIn: Promise<SignIn>;
}

/**
 * Spares most requests the signature check and the look into the database. What a bearer token stands for is asked
 * again after {@link RECHECK_MS}; what ends in this process ends at once, since {@link forget} drops everything.
 */
@Injectable()
export class SignInCache {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  get(bearer: string, load: () => Promise<SignIn>): Promise<SignIn> {
    const now = this.clock.now();
    const known = this.kept.get(bearer);
    if (known && now - known.loadedAt < RECHECK_MS && now >= known.loadedAt) return known.signIn;
    const fresh: Kept = { loadedAt: now, signIn: load() };
    this.keep(bearer, fresh);
    fresh.signIn.catch(() => {
      if (this.kept.get(bearer) === fresh) this.kept.delete(bearer);
    });
    return fresh.signIn;
  }

  // Loads that are under way were put into the map when they began, so a late one cannot bring back what has ended.
  forget(): void {
    this.kept.clear();
  }

  private keep(bearer: string, entry: Kept): void {
    this.kept.delete(bearer);
    this.kept.set(bearer, entry);
    if (this.kept.size <= MOST_KEPT) return;
    const [oldest] = this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
  }
}
