import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Instant, SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { countedAddress } from '../../platform/rate-limits/index.js';
import { AttemptsStore, type Counter } from './attempts.store.js';
import { derivedKey } from '../../platform/secrets/index.js';
import {
  type AttemptLimit,
  forgottenBefore,
  limitOfAddress,
  limitOfPlace,
  limitOfStrangers,
  lockMs,
} from './domain/attempt-limits.js';
import { usernameOf } from './domain/username.js';
import { TooManyAttempts } from './identity.errors.js';
import { SecurityPolicies } from './security-policies.service.js';

/** Whose secret is tried from where. */
type Place =
  | { readonly username: string; readonly device: string }
  | { readonly username: string; readonly address: string | null }
  | { readonly username: string; readonly sessionId: string; readonly secret: SecretKind };

/** What is asked for in a session. Each is counted by itself: to know one must not give more tries at the other. */
export type SecretKind = 'password' | 'code';

/** An attempt that has been counted, before anybody knows what comes of it. */
export interface Attempt {
  readonly counters: readonly Counter[];
  /** It was the last one: if it fails, the place stays locked. */
  readonly isLast: boolean;
}

/**
 * Limits guessing at passwords and codes. Every attempt is counted before it is looked at. A name that nobody has is
 * counted like any other, and none is stored as it was typed.
 */
@Injectable()
export class Attempts {
  private readonly key: Buffer;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: AttemptsStore,
    private readonly policies: SecurityPolicies,
    private readonly clock: Clock,
    @Inject(CONFIG) { tokenSecret }: Config,
  ) {
    this.key = derivedKey(tokenSecret, 'attempts');
  }

  /** @throws DomainError 429 `auth.too-many-attempts` */
  async begin(place: Place): Promise<Attempt> {
    const policy = await this.policies.current();
    const account = this.accountOf(place.username);
    const counter = (parts: readonly string[], of: string | null, limit: AttemptLimit): Counter => ({
      ...{ counter: this.hashOf(parts), account: of },
      ...limit,
    });
    const own = (...parts: string[]): Counter => counter([...parts, account], account, limitOfPlace(policy));
    if ('device' in place) return this.count([own('device', place.device)], lockMs(policy));
    if ('sessionId' in place) return this.count([own('session', place.secret, place.sessionId)], lockMs(policy));
    const network = countedAddress(place.address ?? '');
    const counters = [
      own('address', network),
      counter(['strangers', account], account, limitOfStrangers(policy)),
      counter(['network', network], null, limitOfAddress(policy)),
    ];
    return this.count(counters, lockMs(policy));
  }

  /** It was right: whoever it is may err again. */
  async succeeded(tx: Tx, { counters }: Attempt): Promise<void> {
    for (const counter of counters) {
      if (counter.clearedBySuccess) await this.store.clear(tx, counter);
      else await this.store.giveBack(tx, counter);
    }
  }

  /** It was no guess, but proves nothing either. */
  async takeBack(tx: Tx, { counters }: Attempt): Promise<void> {
    for (const counter of counters) await this.store.giveBack(tx, counter);
  }

  /** Every place may try the account again. */
  unlock(tx: Tx, username: string): Promise<void> {
    return this.store.clearAccount(tx, this.accountOf(username));
  }

  /** Drops counts that no limit needs. */
  forgetOld(tx: Tx): Promise<number> {
    return this.store.forget(tx, forgottenBefore(this.clock.now()));
  }

  private count(counters: readonly Counter[], lock: number): Promise<Attempt> {
    // In one order everywhere, so that two attempts never wait for each other.
    const ordered = counters.toSorted((one, other) => (one.counter < other.counter ? -1 : 1));
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      let isLast = false;
      for (const counter of ordered) {
        const taken = await this.store.take(tx, counter, now, lock);
        if (taken === null) throw tooMany((await this.store.lockedUntil(tx, counter.counter)) ?? now, now);
        isLast ||= taken.lockedUntil !== null;
      }
      return { counters: ordered, isLast };
    });
  }

  private accountOf(username: string): string {
    return this.hashOf(['account', usernameOf(username)]);
  }

  private hashOf(parts: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('base64url');
  }
}

function tooMany(lockedUntil: Instant, now: Instant): Error {
  return TooManyAttempts(Math.max(1, Math.ceil((lockedUntil - now) / SECOND)));
}
