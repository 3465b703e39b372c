import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { withoutPersonalData } from '../../kernel/personal-data.js';
import { first, insertRows, type Occasion, type Tx, UnitOfWork } from '../persistence/index.js';
import { type AuditFacts, type AuditHead, type AuditOutcome, linked } from './audit-chain.js';

/** What the trail keeps of somebody. */
type Acting = Pick<Actor, 'userId' | 'role' | 'regionCode'>;

/** Something worth being proved later. */
export interface AuditRecord {
  /** `enterprise.changed`: what it was done to, and what, in the past tense. */
  readonly action: string;
  readonly outcome?: AuditOutcome;
  readonly subject?: {
    readonly kind: string;
    readonly id: string;
    /** Whose auditors may read of it; the actor's region when left out. */
    readonly regionCode?: string | null;
  };
  /** The values as they were and as they are; what did not change is left out, personal data and secrets are masked. */
  readonly before?: object | null;
  readonly after?: object | null;
  readonly details?: object | null;
  /** Who did it, when that is not whoever sent the request. */
  readonly actor?: Acting;
}

/**
 * The one way into the audit trail. Entries are chained at the very end of their unit of work, under the lock of the
 * chain's end, so that they stand in one line whatever process writes them, and nobody waits longer than for a commit.
 */
@Injectable()
export class AuditTrail {
  private readonly pending = new WeakMap<Tx, AuditFacts[]>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Together with the write that it tells of: both are kept, or neither. */
  record(tx: Tx, record: AuditRecord): void {
    const facts = this.factsOf(record, tx.occasion);
    const known = this.pending.get(tx);
    if (known) {
      known.push(facts);
      return;
    }
    const entries = [facts];
    this.pending.set(tx, entries);
    tx.asLastStep(() => append(tx, entries));
  }

  /** For what is no write: a refusal, a look at something confidential. */
  note(occasion: Occasion, record: AuditRecord): Promise<void> {
    return this.unitOfWork.run((tx) => Promise.resolve(this.record(tx, record)), occasion);
  }

  hasRecords(tx: Tx): boolean {
    return this.pending.has(tx);
  }

  private factsOf(record: AuditRecord, occasion: Occasion | null): AuditFacts {
    const actor = record.actor ?? (occasion === null ? SYSTEM_ACTOR : occasion.actor);
    return {
      at: this.clock.now(),
      ...whoOf(actor, occasion),
      action: record.action,
      outcome: record.outcome ?? 'done',
      ...subjectOf(record, actor),
      ...statesOf(record),
    };
  }
}

function whoOf(actor: Acting | null, occasion: Occasion | null) {
  const { address, requestId } = occasion ?? { address: null, requestId: '' };
  if (actor === null)
    return { actorId: 'anonymous', actorRole: 'anonymous', actorRegionCode: null, address, requestId };
  const { userId, role, regionCode } = actor;
  return { actorId: userId, actorRole: role, actorRegionCode: regionCode || null, address, requestId };
}

function subjectOf({ subject }: AuditRecord, actor: Acting | null) {
  const ofActor = actor?.regionCode || null;
  if (!subject) return { subjectKind: null, subjectId: null, regionCode: ofActor };
  const { kind, id, regionCode = ofActor } = subject;
  return { subjectKind: kind, subjectId: id, regionCode };
}

function statesOf({ before = null, after = null, details = null }: AuditRecord) {
  const changed = differences(before, after);
  return { before: jsonOf(changed.before), after: jsonOf(changed.after), details: jsonOf(details) };
}

async function append(tx: Tx, entries: readonly AuditFacts[]): Promise<void> {
  const head = await first<AuditHead>(
    tx,
    sql`SELECT sequence, hash FROM audit_head WHERE id = 1 ${tx.dialect.forUpdate}`,
  );
  const links = linked(head!, entries);
  await tx.run(
    insertRows(
      'audit_entry',
      links.map((link) => ({ ...link })),
    ),
  );
  const { sequence, hash } = links.at(-1)!;
  await tx.run(sql`UPDATE audit_head SET sequence = ${sequence}, hash = ${hash} WHERE id = 1`);
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(withoutPersonalData(value));
}

/** Of two states of one thing, what differs; of a new or an ended thing, all of it. */
function differences(before: object | null, after: object | null): { before: object | null; after: object | null } {
  if (before === null || after === null) return { before, after };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const value = (state: object, name: string): unknown => (state as Record<string, unknown>)[name] ?? null;
  const differing = names.filter((name) => JSON.stringify(value(before, name)) !== JSON.stringify(value(after, name)));
  const pick = (state: object) => Object.fromEntries(differing.map((name) => [name, value(state, name)]));
  return { before: pick(before), after: pick(after) };
}
