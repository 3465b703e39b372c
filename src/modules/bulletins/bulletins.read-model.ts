import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../kernel/actor.js';
import { allOf, first, isOneOf, Reader } from '../../platform/persistence/index.js';
import { ROLE_SCOPES } from '../access/index.js';
import { type BulletinScope, BulletinScopes } from '../issues/index.js';
import { Regions } from '../regions/index.js';
import { BulletinNotFound } from './bulletins.errors.js';
import { BulletinsStore, type StoredBulletin } from './bulletins.store.js';

export interface BulletinSearch {
  readonly regionCode?: string;
  readonly year?: number;
  readonly limit: number;
  /** Id of the last one that was shown. */
  readonly after: string | null;
}

/** Bulletins, for those in whose region they are. */
@Injectable()
export class BulletinsReadModel implements OnModuleInit {
  constructor(
    private readonly reader: Reader,
    private readonly store: BulletinsStore,
    private readonly regions: Regions,
    private readonly scopes: BulletinScopes,
  ) {}

  onModuleInit(): void {
    this.scopes.answeredBy((actor, bulletinId) => this.scope(actor, bulletinId));
  }

  /** Newest first: identifiers are in order of time. */
  async list(actor: Actor, { limit, after, ...search }: BulletinSearch): Promise<StoredBulletin[]> {
    const beyond = after === null ? [] : [sql`b.id < ${after}`];
    const conditions = allOf([...(await this.conditions(actor, search)), ...beyond]);
    return this.reader.all(sql`SELECT b.* FROM bulletin b WHERE ${conditions} ORDER BY b.id DESC LIMIT ${limit}`);
  }

  async count(actor: Actor, search: Pick<BulletinSearch, 'regionCode' | 'year'>): Promise<number> {
    const conditions = allOf(await this.conditions(actor, search));
    const row = await first<{ number: number }>(
      this.reader,
      sql`SELECT COUNT(*) AS number FROM bulletin b WHERE ${conditions}`,
    );
    return row!.number;
  }

  /** @throws DomainError 404 when it is not there for the actor */
  async one(actor: Actor, id: string): Promise<StoredBulletin> {
    const bulletin = await this.find(actor, id);
    if (bulletin === null) throw BulletinNotFound();
    return bulletin;
  }

  private async find(actor: Actor, id: string): Promise<StoredBulletin | null> {
    const conditions = allOf([sql`b.id = ${id}`, ...(await this.conditions(actor, {}))]);
    return first<StoredBulletin>(this.reader, sql`SELECT b.* FROM bulletin b WHERE ${conditions}`);
  }

  private async scope(actor: Actor, id: string): Promise<BulletinScope | null> {
    const bulletin = await this.find(actor, id);
    if (bulletin === null) return null;
    const exclusions = await this.store.exclusions(this.reader, id);
    return { regionCode: bulletin.regionCode, excludedIssueIds: exclusions.map(({ issueId }) => issueId) };
  }

  private async conditions(
    actor: Actor,
    { regionCode, year }: Pick<BulletinSearch, 'regionCode' | 'year'>,
  ): Promise<Sql[]> {
    const tree = await this.regions.tree();
    const below = (code: string): readonly string[] => (tree.get(code) === null ? [] : tree.subtree(code));
    return [
      isOneOf(sql`b.region_code`, ROLE_SCOPES[actor.role].includes('bulletin:read') ? below(actor.regionCode) : []),
      ...(regionCode === undefined ? [] : [isOneOf(sql`b.region_code`, below(regionCode))]),
      ...(year === undefined ? [] : [sql`b.year = ${year}`]),
    ];
  }
}
