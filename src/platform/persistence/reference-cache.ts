import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Clock, type Instant } from '../../kernel/clock.js';
import { Reader } from './reader.js';
import type { Tx } from './unit-of-work.js';

/** How long another process may still use reference data that this one has changed. */
const RECHECK_MS = 2_000;

/** Loads the value of one topic, such as the region tree, from committed rows. */
type Load<T> = (reader: Reader) => Promise<T>;

interface Kept {
  readonly version: number;
  readonly value: Promise<unknown>;
}

/**
 * Reference data (regions, categories, policies, rules, calendar) is read with every request and changes a few times
 * a year, so it is kept in memory. Every change raises the topic's version in the same transaction; this process
 * forgets its copy at the commit, others notice within {@link RECHECK_MS}.
 */
@Injectable()
export class ReferenceCaches {
  private readonly kept = new Map<string, Kept>();
  private versions = new Map<string, number>();
  private checkedAt: Instant = Number.NEGATIVE_INFINITY;
  private checking: Promise<void> | null = null;

  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** The value of the topic, loaded when it is not kept or no longer current. */
  async get<T>(topic: string, load: Load<T>): Promise<T> {
    await this.recheck();
    const version = this.versions.get(topic) ?? 0;
    const known = this.kept.get(topic);
    if (known && known.version === version) return (await known.value) as T;
    const value = load(this.reader);
    this.kept.set(topic, { version, value });
    value.catch(() => this.kept.delete(topic));
    return value;
  }

  /** To be called in the unit of work that changes the topic. */
  async changed(tx: Tx, topic: string): Promise<void> {
    await tx.run(sql`
      INSERT INTO reference_version (topic, version) VALUES (${topic}, 1)
      ON CONFLICT (topic) DO UPDATE SET version = reference_version.version + 1
    `);
    tx.afterCommit(() => {
      this.kept.delete(topic);
      this.checkedAt = Number.NEGATIVE_INFINITY;
    });
  }

  private async recheck(): Promise<void> {
    const now = this.clock.now();
    if (now - this.checkedAt < RECHECK_MS && now >= this.checkedAt) return;
    this.checking ??= this.readVersions(now).finally(() => (this.checking = null));
    await this.checking;
  }

  private async readVersions(now: Instant): Promise<void> {
    const rows = await this.reader.all<{ topic: string; version: number }>(
      sql`SELECT topic, version FROM reference_version`,
    );
    this.versions = new Map(rows.map((row) => [row.topic, row.version]));
    this.checkedAt = now;
  }
}
