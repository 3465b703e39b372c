import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { codeOf, isRecoveryCode, isTotpCode, recoveryCodeText } from './domain/second-factor-code.js';
import type { User } from './entities/user.entity.js';
import { Sealing } from '../../platform/secrets/index.js';
import { SecondFactorsStore } from './second-factors.store.js';
import { hashOfSecret } from './tokens.js';
import { newTotpSecret, stepOfCode } from './totp.js';

const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 16;

/** What a code shows of somebody who has, or has not, a second factor. */
type Proof = 'none needed' | 'proved' | 'missing' | 'wrong';

/** Second factors: time-based codes of an app (RFC 6238), and recovery codes for when it is lost. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly store: SecondFactorsStore,
    private readonly sealing: Sealing,
    private readonly clock: Clock,
  ) {}

  async isOn(session: SqlSession, userId: string): Promise<boolean> {
    return ((await this.store.find(session, userId))?.confirmedAt ?? null) !== null;
  }

  codesLeft(session: SqlSession, userId: string): Promise<number> {
    return this.store.codesLeft(session, userId);
  }

  /** Puts a new secret, which is not confirmed yet, in the place of another one that was not. */
  async begin(tx: Tx, userId: string): Promise<string> {
    const secret = newTotpSecret();
    const sealedSecret = this.sealing.seal(userId, secret);
    await this.store.remove(tx, userId);
    await this.store.insert(tx, {
      ...{ userId, sealedSecret, createdAt: this.clock.now() },
      ...{ confirmedAt: null, lastStep: 0 },
    });
    return secret;
  }

  /**
   * Switches the second factor on.
   * @returns the recovery codes, which are not kept and cannot be shown again; null when the code is wrong
   */
  async confirm(tx: Tx, userId: string, typed: string): Promise<string[] | null> {
    if (!(await this.useTotp(tx, userId, codeOf(typed)))) return null;
    await this.store.confirm(tx, userId, this.clock.now());
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeText(randomBytes(RECOVERY_BYTES)));
    await this.store.insertCodes(
      tx,
      userId,
      codes.map((code) => hashOfSecret(codeOf(code))),
    );
    return codes;
  }

  /** Uses the code up when it is right: none can be shown twice, not even by two at the same time. */
  async prove(tx: Tx, { id }: User, typed: string | undefined): Promise<Proof> {
    if (!(await this.isOn(tx, id))) return 'none needed';
    if (typed === undefined) return 'missing';
    const code = codeOf(typed);
    const isRight = isRecoveryCode(code)
      ? await this.store.useCode(tx, id, hashOfSecret(code), this.clock.now())
      : await this.useTotp(tx, id, code);
    return isRight ? 'proved' : 'wrong';
  }

  remove(tx: Tx, userId: string): Promise<void> {
    return this.store.remove(tx, userId);
  }

  private async useTotp(tx: Tx, userId: string, code: string): Promise<boolean> {
    const factor = await this.store.find(tx, userId);
    const secret = factor && this.sealing.open(userId, factor.sealedSecret);
    // What cannot be read is no secret, and nothing matches it.
    if (secret === null || !isTotpCode(code)) return false;
    const step = stepOfCode(secret, code, this.clock.now());
    return step !== null && this.store.useStep(tx, userId, step);
  }
}
