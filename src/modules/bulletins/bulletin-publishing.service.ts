import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, iso } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { localDateOf, yearOf } from '../../kernel/local-date.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import type { BulletinContent, BulletinDraft } from './bulletin-content.js';
import { bulletinHash, BulletinKey, NO_BULLETIN } from './bulletin-key.js';
import { BulletinsStore, type LastBulletin, type StoredBulletin } from './bulletins.store.js';
import { plainNumber } from './domain/bulletin-number.js';

/** Who publishes, and on which schedule. */
export interface Publisher {
  readonly actor: Pick<Actor, 'userId' | 'role' | 'regionCode'>;
  readonly scheduleId: string | null;
}

/** Gives a draft its number, its hash and its signature; from then on it stands. */
@Injectable()
export class BulletinPublishing {
  constructor(
    private readonly store: BulletinsStore,
    private readonly key: BulletinKey,
    private readonly audit: AuditTrail,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async publish(tx: Tx, draft: BulletinDraft, { actor, scheduleId }: Publisher): Promise<StoredBulletin> {
    const { code: regionCode } = draft.region;
    const last = await this.store.lockedLast(tx, regionCode);
    const createdAt = this.clock.now();
    const number = numberAfter(last, yearOf(localDateOf(createdAt)));
    const content: BulletinContent = { format: 1, ...number, ...draft, createdAt: iso(createdAt) };
    const sealed = this.sealed(JSON.stringify(content), last?.hash ?? NO_BULLETIN);
    const { period, asOf, groupBy, filters, exclusions } = draft;
    const bulletin: StoredBulletin = {
      ...sealed,
      ...number,
      ...{ regionCode, groupBy, scheduleId, createdAt },
      ...{ periodFrom: period.from, periodTo: period.to, asOf: Date.parse(asOf), createdBy: actor.userId },
    };
    const leftOut = exclusions.map(({ issueId, reason }) => ({
      ...{ bulletinId: bulletin.id, issueId, reason, decidedBy: actor.userId },
    }));
    await this.store.insert(tx, bulletin, leftOut);
    this.audit.record(tx, {
      action: 'bulletin.published',
      actor,
      subject: { kind: 'bulletin', id: bulletin.id, regionCode },
      after: { number: plainNumber(number), period, asOf, groupBy, filters, sha256: bulletin.hash, scheduleId },
      details: { excluded: leftOut.map(({ issueId, reason }) => ({ issueId, reason })) },
    });
    return bulletin;
  }

  private sealed(content: string, previousHash: string) {
    const id = this.ids.next();
    const hash = bulletinHash(id, previousHash, content);
    return { id, content, previousHash, hash, signature: this.key.sign(hash), keyId: this.key.keyId };
  }
}

// A clock that was set back must not give a number of the old year after one of the new.
function numberAfter(last: LastBulletin | null, thisYear: number): { year: number; sequence: number } {
  if (last === null || last.year < thisYear) return { year: thisYear, sequence: 1 };
  return { year: last.year, sequence: last.sequence + 1 };
}
