import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import { SYSTEM_ACTOR } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { IdSource } from '../kernel/ids.js';
import { localDateOf } from '../kernel/local-date.js';
import { REFERENCE_TOPICS } from '../modules/reference/index.js';
import { Regions, REGIONS_TOPIC } from '../modules/regions/index.js';
import { AuditTrail } from '../platform/audit/index.js';
import {
  first,
  insertStatements,
  ReferenceCaches,
  type Row,
  RunAgain,
  type Tx,
  UnitOfWork,
} from '../platform/persistence/index.js';
import { readReferenceFiles } from './reference-files.js';
import {
  campaignRows,
  categoryRows,
  chainRows,
  departmentRows,
  policyRows,
  regionRows,
  ruleRows,
} from './reference-rows.js';

const POLICIES_TOPIC = 'policies';
const RULES_TOPIC = 'routing-rules';

interface Table {
  readonly table: string;
  /** Columns by which a row is recognised. */
  readonly key: string;
  readonly topic: string;
}

const REGION: Table = { table: 'region', key: 'code', topic: REGIONS_TOPIC };
const DEPARTMENT: Table = { table: 'department', key: 'id', topic: REFERENCE_TOPICS.department };
const CATEGORY: Table = { table: 'category', key: 'code', topic: REFERENCE_TOPICS.category };
const CHAIN: Table = { table: 'chain', key: 'code', topic: REFERENCE_TOPICS.chain };
const CAMPAIGN: Table = { table: 'campaign', key: 'code', topic: REFERENCE_TOPICS.campaign };
const POLICY: Table = { table: 'sla_policy', key: 'code, version', topic: POLICIES_TOPIC };
const RULE: Table = { table: 'routing_rule', key: 'code', topic: RULES_TOPIC };

/**
 * Puts the reference data of seeds/reference into the database. What is there already is left alone, so that it may run
 * at every start and an administrator's changes survive.
 */
@Injectable()
export class ReferenceSeeding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly caches: ReferenceCaches,
    private readonly regions: Regions,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param tx the unit of work to join; a new one when left out
   * @returns how many rows were added
   */
  async load(tx?: Tx): Promise<number> {
    if (tx) return this.loadIn(tx);
    return this.unitOfWork.run(async (own) => {
      try {
        return await this.loadIn(own);
      } catch (error) {
        // Another process on the same database was faster: run again and find its rows.
        if (own.dialect.isUniqueViolation(error)) throw new RunAgain();
        throw error;
      }
    });
  }

  private async loadIn(tx: Tx): Promise<number> {
    const files = readReferenceFiles();
    const newId = (): string => this.ids.next();
    const added: Record<string, number> = {};
    const add = async (table: Table, rows: readonly Row[]): Promise<void> => {
      const count = await this.add(tx, table, rows);
      if (count > 0) added[table.table] = count;
    };
    await add(REGION, regionRows(files));
    const tree = await this.regions.treeIn(tx);
    await add(DEPARTMENT, departmentRows(files, tree, localDateOf(this.clock.now())));
    await add(CATEGORY, categoryRows(files));
    await add(CHAIN, chainRows(files));
    await add(CAMPAIGN, campaignRows(files));
    await add(POLICY, policyRows(files, newId));
    // Rules can be deleted, and a deleted one must not come back: they are added once only.
    if (await this.isUntouched(tx, RULES_TOPIC)) await add(RULE, ruleRows(files, newId));
    const total = Object.values(added).reduce((sum, count) => sum + count, 0);
    if (total > 0) this.audit.record(tx, { action: 'reference.seeded', details: added, actor: SYSTEM_ACTOR });
    return total;
  }

  private async add(tx: Tx, { table, key, topic }: Table, rows: readonly Row[]): Promise<number> {
    let added = 0;
    for (const insert of insertStatements(table, rows)) {
      added += await tx.run(sql`${insert} ON CONFLICT (${raw(key)}) DO NOTHING`);
    }
    if (added > 0) await this.caches.changed(tx, topic);
    return added;
  }

  private async isUntouched(tx: Tx, topic: string): Promise<boolean> {
    return (await first(tx, sql`SELECT 1 AS found FROM reference_version WHERE topic = ${topic}`)) === null;
  }
}
