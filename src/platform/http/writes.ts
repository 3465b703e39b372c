import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, DAY } from '../../kernel/clock.js';
import { DomainError, problem } from '../../kernel/domain-error.js';
import { AuditTrail } from '../audit/index.js';
import { first, insertRows, RunAgain, type Tx, UnitOfWork } from '../persistence/index.js';
import type { Call } from './call.js';

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
  readonly rememberedAt: number;
}

/**
 * The one way from HTTP to a write: one request, one unit of work, one answer. With an `Idempotency-Key` the answer is
 * kept in the same transaction as the write, so that a retry after a lost answer changes nothing and reads the same,
 * also when both arrive at once.
 */
@Injectable()
export class Writes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param work makes the answer; runs inside the unit of work
   * @throws DomainError 409 `request.idempotency-key-reused`
   */
  once<T extends object>(call: Call, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { idempotencyKey } = call;
    if (idempotencyKey === null || call.method !== 'POST')
      return this.unitOfWork.run((tx) => this.proven(tx, work), call);
    const requestHash = hashOf(call);
    let lookedAgain = false;
    return this.unitOfWork.run(async (tx) => {
      const known = await this.recall<T>(tx, call.actor.userId, idempotencyKey, requestHash);
      if (known !== null) return known;
      const answer = await this.proven(tx, work).catch((error: unknown) => {
        // What is taken may have been taken by a parallel twin: run again once, and find its answer.
        if (lookedAgain || !(error instanceof DomainError) || error.kind !== 'conflict') throw error;
        lookedAgain = true;
        throw new RunAgain();
      });
      await this.remember(tx, {
        owner: call.actor.userId,
        idempotencyKey,
        requestHash,
        answer: JSON.stringify(answer),
      });
      return answer;
    }, call);
  }

  /** Drops what is too old to be replayed. */
  async forgetOld(tx: Tx): Promise<number> {
    return tx.run(sql`DELETE FROM idempotency_key WHERE remembered_at < ${this.clock.now() - REPLAY_MS}`);
  }

  /** A write that leaves no trace is a fault of ours, and does not happen. */
  private async proven<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    // An idempotency key that is too old has been dropped by then.
    const hadWritten = tx.hasWritten;
    const answer = await work(tx);
    if (tx.hasWritten && !hadWritten && !this.audit.hasRecords(tx))
      throw new Error('a write that is not in the audit trail');
    return answer;
  }

  private async recall<T>(tx: Tx, owner: string, key: string, hash: string): Promise<T | null> {
    const known = await first<Remembered>(
      tx,
      sql`SELECT request_hash, answer, remembered_at FROM idempotency_key WHERE owner = ${owner} AND idempotency_key = ${key}`,
    );
    if (known === null) return null;
    if (known.rememberedAt < this.clock.now() - REPLAY_MS) {
      await tx.run(sql`DELETE FROM idempotency_key WHERE owner = ${owner} AND idempotency_key = ${key}`);
      return null;
    }
    if (known.requestHash !== hash) throw KeyReused();
    return JSON.parse(known.answer) as T;
  }

  private async remember(
    tx: Tx,
    row: { owner: string; idempotencyKey: string; requestHash: string; answer: string },
  ): Promise<void> {
    try {
      await tx.run(insertRows('idempotency_key', [{ ...row, rememberedAt: this.clock.now() }]));
    } catch (error) {
      // A parallel twin on another connection was faster: undo ours, run again, and find its answer.
      if (tx.dialect.isUniqueViolation(error)) throw new RunAgain();
      throw error;
    }
  }
}

function hashOf(call: Call): string {
  return createHash('sha256')
    .update(JSON.stringify([call.method, call.url, call.body ?? null]))
    .digest('base64url');
}
