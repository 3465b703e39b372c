import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, DAY, type Instant } from '../../kernel/clock.js';
import { DomainError, problem } from '../../kernel/domain-error.js';
import { AuditTrail } from '../audit/index.js';
import { CONFIG, type Config } from '../config/config.js';
import { first, insertRows, Reader, RunAgain, type SqlSession, type Tx, UnitOfWork } from '../persistence/index.js';
import { derivedKey, Sealing } from '../secrets/index.js';
import type { PublicCall } from './call.js';

/** How long the first answer to an idempotency key is replayed. */
export const REPLAY_MS = DAY;

const KeyReused = problem(
  'conflict',
  'request.idempotency-key-reused',
  '该 Idempotency-Key 已用于另一请求',
  'This Idempotency-Key was used for another request',
);

interface Remembered {
  readonly requestHash: string;
  readonly answer: string;
}

/** Where the answer to a call is kept. */
interface Place {
  readonly owner: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
}

// The column of the owner has the length of an identifier; so much of a hash is as good as all of it.
const STRANGER_LENGTH = 36;

/**
 * The one way from HTTP to a write: one request, one unit of work, one answer. With an `Idempotency-Key` the answer is
 * kept in the same transaction as the write, so that a retry after a lost answer changes nothing and reads the same,
 * also when both arrive at once. It is kept sealed, since some answers are secrets (docs/adr/0018).
 */
@Injectable()
export class Writes {
  private readonly sealing: Sealing;
  private readonly hashKey: Buffer;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    @Inject(CONFIG) { tokenSecret }: Config,
  ) {
    this.sealing = new Sealing(derivedKey(tokenSecret, 'kept answers'));
    this.hashKey = derivedKey(tokenSecret, 'kept requests');
  }

  /**
   * @param work makes the answer; runs inside the unit of work
   * @throws DomainError 409 `request.idempotency-key-reused`
   */
  once<T extends object>(call: PublicCall, work: (tx: Tx) => Promise<T>): Promise<T> {
    const place = this.placeOf(call);
    if (place === null) return this.unitOfWork.run((tx) => this.proven(tx, work), call);
    let lookedAgain = false;
    return this.unitOfWork.run(async (tx) => {
      const known = await this.recall<T>(tx, place);
      if (known !== null) return known;
      const answer = await this.proven(tx, work).catch((error: unknown) => {
        // What is taken may have been taken by a parallel twin: run again once, and find its answer.
        if (lookedAgain || !(error instanceof DomainError) || error.kind !== 'conflict') throw error;
        lookedAgain = true;
        throw new RunAgain();
      });
      await this.remember(tx, place, answer);
      return answer;
    }, call);
  }

  /**
   * For what takes more than one unit of work, such as a password that is checked first: once it is done, its checks
   * would refuse the retry. The last step is {@link once} with the same call.
   */
  async inSteps<T extends object>(call: PublicCall, steps: () => Promise<T>): Promise<T> {
    const place = this.placeOf(call);
    if (place === null) return steps();
    const known = await this.recall<T>(this.reader, place);
    if (known !== null) return known;
    try {
      return await steps();
    } catch (error) {
      // It may be refused because a parallel twin has just done it.
      const answer = await this.recall<T>(this.reader, place);
      if (answer === null) throw error;
      return answer;
    }
  }

  /** Drops what is too old to be replayed. */
  async forgetOld(tx: Tx): Promise<number> {
    return tx.run(sql`DELETE FROM idempotency_key WHERE remembered_at < ${this.replayedSince()}`);
  }

  /** A write that leaves no trace is a fault of ours, and does not happen. */
  private async proven<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const answer = await work(tx);
    if (tx.hasWritten && !this.audit.hasRecords(tx)) throw new Error('a write that is not in the audit trail');
    return answer;
  }

  private async recall<T>(session: SqlSession, place: Place): Promise<T | null> {
    const { owner, idempotencyKey, requestHash } = place;
    const known = await first<Remembered>(
      session,
      sql`SELECT request_hash, answer FROM idempotency_key
          WHERE owner = ${owner} AND idempotency_key = ${idempotencyKey} AND remembered_at >= ${this.replayedSince()}`,
    );
    if (known === null) return null;
    if (known.requestHash !== requestHash) throw KeyReused();
    const answer = this.sealing.open(sealedFor(place), known.answer);
    if (answer === null) throw new Error('a kept answer that was not sealed by us');
    return JSON.parse(answer) as T;
  }

  private async remember(tx: Tx, place: Place, answer: object): Promise<void> {
    const { owner, idempotencyKey } = place;
    const sealed = this.sealing.seal(sealedFor(place), JSON.stringify(answer));
    await tx.run(
      sql`DELETE FROM idempotency_key
          WHERE owner = ${owner} AND idempotency_key = ${idempotencyKey} AND remembered_at < ${this.replayedSince()}`,
    );
    try {
      await tx.run(insertRows('idempotency_key', [{ ...place, answer: sealed, rememberedAt: this.clock.now() }]));
    } catch (error) {
      // A parallel twin on another connection was faster: undo ours, run again, and find its answer.
      if (tx.dialect.isUniqueViolation(error)) throw new RunAgain();
      throw error;
    }
  }

  /** Null when nothing is to be kept. */
  private placeOf({ actor, idempotencyKey, method, url, body }: PublicCall): Place | null {
    if (idempotencyKey === null || method !== 'POST') return null;
    // With a key of ours: a password in the body could be guessed from a mere hash.
    const requestHash = createHmac('sha256', this.hashKey)
      .update(JSON.stringify([method, url, body ?? null]))
      .digest('base64url');
    // A stranger's key belongs to whoever knows the secret in the body: nobody else can occupy it or read the answer.
    return { owner: actor?.userId ?? requestHash.slice(0, STRANGER_LENGTH), idempotencyKey, requestHash };
  }

  private replayedSince(): Instant {
    return this.clock.now() - REPLAY_MS;
  }
}

const sealedFor = ({ owner, idempotencyKey }: Place): string => JSON.stringify([owner, idempotencyKey]);
