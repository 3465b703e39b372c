import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

// Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. The enum of the package has no run-time value.
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of a random secret that was thrown away: what is verified when there is no account. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$LRzFChkM1Q76H4IVFyvSPA$pu2r5XZdsYvKzghtXKTMiOX/JNC4DJ5bnvQ32XHPdjs';

// Every hash takes a thread of libuv's pool, which the databases need too; a crowd at the door must not take them all.
const MOST_AT_ONCE = 4;

/** Passwords are compared in one spelling (NFKC, as NIST SP 800-63B asks), so that full-width input does not lock out. */
@Injectable()
export class Passwords {
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  /** @returns the PHC string that is stored */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), COST));
  }

  /** Takes as long without a stored hash as with one, so that timing does not tell whether an account exists. */
  async matches(storedHash: string | null, password: string): Promise<boolean> {
    const right = await this.inTurn(() => verify(storedHash ?? NOBODYS_HASH, password.normalize('NFKC')));
    return right && storedHash !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay < MOST_AT_ONCE) this.underWay++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A turn is handed over, not given back, so that nobody can slip in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.underWay--;
    }
  }
}
