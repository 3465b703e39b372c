import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Reader } from '../../platform/persistence/index.js';
import type { BulletinContent } from './bulletin-content.js';
import { bulletinHash, BulletinKey, NO_BULLETIN } from './bulletin-key.js';
import { BulletinsReadModel } from './bulletins.read-model.js';
import { BulletinsStore, type StoredBulletin, type StoredExclusion } from './bulletins.store.js';

/** What can be wrong with a bulletin underneath; none of it can come about through the product. */
export const BULLETIN_FAULTS = [
  'hash', // what it says is not what was hashed
  'signature', // the hash is not what was signed
  'other-key', // it was signed with the key of another secret
  'columns', // it is listed as something else than it says
  'exclusions', // other issues are left out of its lists than it says
  'previous', // the one before it in the region is not the one that it followed
] as const;
export type BulletinFault = (typeof BULLETIN_FAULTS)[number];

export interface BulletinVerdict {
  readonly hash: string;
  readonly faults: readonly BulletinFault[];
}

/** Whether a bulletin is what was published. */
@Injectable()
export class BulletinVerification {
  constructor(
    private readonly readModel: BulletinsReadModel,
    private readonly store: BulletinsStore,
    private readonly reader: Reader,
    private readonly key: BulletinKey,
  ) {}

  /** @throws DomainError 404 when it is not there for the actor */
  async verify(actor: Actor, id: string): Promise<BulletinVerdict> {
    const bulletin = await this.readModel.one(actor, id);
    const exclusions = await this.store.exclusions(this.reader, id);
    const before = await this.store.before(this.reader, bulletin);
    const hash = bulletinHash(bulletin.id, bulletin.previousHash, bulletin.content);
    const holds: Readonly<Record<BulletinFault, boolean>> = {
      hash: hash === bulletin.hash,
      signature: bulletin.keyId !== this.key.keyId || this.key.verifies(bulletin.hash, bulletin.signature),
      'other-key': bulletin.keyId === this.key.keyId,
      columns: saysTheSame(bulletin),
      exclusions: leavesOutTheSame(bulletin, exclusions),
      previous: bulletin.previousHash === (before?.hash ?? NO_BULLETIN),
    };
    return { hash, faults: BULLETIN_FAULTS.filter((fault) => !holds[fault]) };
  }
}

function saysTheSame(row: StoredBulletin): boolean {
  const content = contentOf(row);
  if (content === null) return false;
  const { region, year, sequence, period, asOf, groupBy, createdAt } = content;
  const said = [region.code, year, sequence, period.from, period.to, Date.parse(asOf), groupBy, Date.parse(createdAt)];
  const listed = [
    ...[row.regionCode, row.year, row.sequence, row.periodFrom, row.periodTo],
    ...[row.asOf, row.groupBy, row.createdAt],
  ];
  return JSON.stringify(said) === JSON.stringify(listed);
}

function leavesOutTheSame(row: StoredBulletin, kept: readonly StoredExclusion[]): boolean {
  const told = (all: readonly { readonly issueId: string; readonly reason: string }[]): string =>
    JSON.stringify(all.map(({ issueId, reason }) => [issueId, reason]).sort());
  const content = contentOf(row);
  return content !== null && told(content.exclusions) === told(kept);
}

// Whoever writes into the table by hand may have left anything there.
function contentOf({ content }: StoredBulletin): BulletinContent | null {
  try {
    const { region, period, exclusions, ...rest } = JSON.parse(content) as BulletinContent;
    return { region: { ...region }, period: { ...period }, exclusions: [...exclusions], ...rest };
  } catch {
    return null;
  }
}
