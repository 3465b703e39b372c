import { Injectable } from '@nestjs/common';
import { Clock, HOUR } from '../../kernel/clock.js';
import { expectVersion } from '../../kernel/domain-error.js';
import { RetentionDue, type RetentionKind } from '../../kernel/retention-due.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { TransactionalEvents } from '../../platform/events/transactional-events.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { Reader, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import type { Attempt } from '../../platform/scheduling/index.js';
import { endedBefore, inOrder, isWithinBounds, RETENTION_BOUNDS, type RetentionRule } from './domain/retention-rule.js';
import { KeptOutsideBounds, RetentionRuleNotFound } from './privacy.errors.js';
import { RetentionStore } from './retention.store.js';

/** Rows that one unit of work drops. */
const AT_ONCE = 500;
/** A little less than a day, so that a nightly run does not wander. */
const BETWEEN_RUNS = 23 * HOUR;

export interface RetentionOutcome {
  readonly kind: RetentionKind;
  readonly keepDays: number;
  readonly dropped: number;
}

/** Drops what nobody needs any more, by rules that are data. */
@Injectable()
export class Retention {
  constructor(
    private readonly store: RetentionStore,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: TransactionalEvents,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async rules(): Promise<RetentionRule[]> {
    return inOrder(await this.store.all(this.reader));
  }

  /** What a run would drop now: counted, since to drop it all in one unit would keep everybody waiting. */
  async rehearse(): Promise<RetentionOutcome[]> {
    const outcomes: RetentionOutcome[] = [];
    for (const rule of await this.activeRules()) {
      const { kind, keepDays } = rule;
      const due = new RetentionDue(kind, endedBefore(rule, this.clock.now()), Infinity, true);
      await this.unitOfWork.run((tx) => this.events.emit(tx, due));
      outcomes.push({ kind, keepDays, dropped: due.dropped });
    }
    return outcomes;
  }

  /** Drops all that is due now, in small units of work. */
  async run(call: Call): Promise<RetentionOutcome[]> {
    const outcomes: RetentionOutcome[] = [];
    for (const rule of await this.activeRules()) outcomes.push(await this.apply(rule, call));
    return outcomes;
  }

  /** The nightly run; safe in several processes, since each rule is taken by one of them. */
  async runIfDue(attempt: Attempt): Promise<RetentionOutcome[]> {
    const outcomes: RetentionOutcome[] = [];
    for (const rule of await this.activeRules()) {
      const outcome = await attempt(rule.kind, () => this.applyIfDue(rule));
      if (outcome !== null) outcomes.push(outcome);
    }
    return outcomes;
  }

  private async activeRules(): Promise<RetentionRule[]> {
    return (await this.rules()).filter(({ active }) => active);
  }

  private async applyIfDue(rule: RetentionRule): Promise<RetentionOutcome | null> {
    const now = this.clock.now();
    const mine = await this.unitOfWork.run((tx) => this.store.claim(tx, rule.kind, now, now - BETWEEN_RUNS));
    return mine ? this.apply(rule, null) : null;
  }

  private async apply(rule: RetentionRule, call: Call | null): Promise<RetentionOutcome> {
    const { kind, keepDays } = rule;
    let dropped = 0;
    for (let more = true; more;) {
      const now = await this.unitOfWork.run(async (tx) => {
        const count = await this.drop(tx, rule);
        const subject = { kind: 'retention-rule', id: kind, regionCode: null };
        if (count > 0) this.trail.record(tx, { action: 'retention.applied', subject, details: { keepDays, count } });
        return count;
      }, call);
      dropped += now;
      more = now >= AT_ONCE;
    }
    return { kind, keepDays, dropped };
  }

  private async drop(tx: Tx, rule: RetentionRule): Promise<number> {
    const due = new RetentionDue(rule.kind, endedBefore(rule, this.clock.now()), AT_ONCE);
    await this.events.emit(tx, due);
    return due.dropped;
  }
}

/** What the security officer does to the rules. */
@Injectable()
export class RetentionEditing {
  constructor(
    private readonly writes: Writes,
    private readonly store: RetentionStore,
    private readonly trail: AuditTrail,
  ) {}

  change(
    call: Call,
    kind: string,
    patch: { readonly keepDays?: number; readonly active?: boolean },
  ): Promise<RetentionRule> {
    return this.writes.once(call, async (tx) => {
      const rule = await this.store.lock(tx, kind);
      if (rule === null) throw RetentionRuleNotFound();
      expectVersion(call.seenVersion, rule.version);
      const { keepDays = rule.keepDays, active = rule.active } = patch;
      if (!isWithinBounds(rule.kind, keepDays)) throw KeptOutsideBounds({ ...RETENTION_BOUNDS[rule.kind] });
      const changes = { keepDays, active, version: rule.version + 1 };
      await this.store.update(tx, rule.kind, changes);
      this.trail.record(tx, {
        action: 'retention-rule.changed',
        subject: { kind: 'retention-rule', id: kind, regionCode: null },
        before: rule,
        after: { ...rule, ...changes },
      });
      return { ...rule, ...changes };
    });
  }
}
