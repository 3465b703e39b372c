import { Injectable } from '@nestjs/common';
import { type Actor, SYSTEM_ACTOR } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { answersFor, Regions } from '../regions/index.js';
import type { EnterpriseRow, EnterpriseSize, EnterpriseStatus } from './domain/enterprise.js';
import {
  contactsOf,
  creditCodeOfText,
  EnterpriseChecks,
  honoursOf,
  type NewContact,
  type NewHonour,
} from './enterprise-checks.service.js';
import { EnterpriseNotFound } from './enterprises.errors.js';
import { EnterprisesStore } from './enterprises.store.js';

/** An enterprise to be registered. */
export interface NewEnterprise {
  /** As it was typed. */
  readonly creditCode: string;
  readonly name: string;
  readonly regionCode: string;
  readonly industry: string;
  readonly size: EnterpriseSize;
  readonly chainCode?: string | null;
  readonly honours?: readonly NewHonour[];
  readonly contacts: readonly NewContact[];
  /** Default: `active`. */
  readonly status?: EnterpriseStatus;
  /** Default: a new one. */
  readonly id?: string;
}

/** The register of enterprises. */
@Injectable()
export class Enterprises {
  constructor(
    private readonly store: EnterprisesStore,
    private readonly checks: EnterpriseChecks,
    private readonly regions: Regions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Registers an enterprise.
   * @throws DomainError 400 for a phone; 409 `enterprise.duplicate`; 422 `enterprise.credit-code`, `enterprise.honour`,
   * `enterprise.chain-unknown`, `region.*`
   */
  async create(tx: Tx, actor: Actor, input: NewEnterprise): Promise<EnterpriseRow> {
    const [enterprise] = await this.register(tx, actor, [input]);
    const { id, regionCode } = enterprise!;
    const subject = { kind: 'enterprise', id, regionCode };
    this.audit.record(tx, { action: 'enterprise.registered', subject, after: enterprise!, actor });
    return enterprise!;
  }

  /** Registers many in a few statements; whoever does it says so in the audit trail. */
  createMany(tx: Tx, inputs: readonly NewEnterprise[]): Promise<EnterpriseRow[]> {
    return this.register(tx, SYSTEM_ACTOR, inputs);
  }

  /**
   * Nobody else changes the enterprise until the unit of work ends.
   * @throws DomainError 404 `enterprise.not-found`, also for those who do not answer for its region
   */
  async locked(tx: Tx, actor: Actor, id: string): Promise<EnterpriseRow> {
    const enterprise = await this.store.lock(tx, id);
    if (!enterprise || !answersFor(await this.regions.tree(), actor, enterprise.regionCode)) throw EnterpriseNotFound();
    return enterprise;
  }

  find(session: SqlSession, id: string): Promise<EnterpriseRow | null> {
    return this.store.find(session, id);
  }

  private async register(tx: Tx, actor: Actor, inputs: readonly NewEnterprise[]): Promise<EnterpriseRow[]> {
    const enterprises = inputs.map((input) => this.enterpriseOf(input));
    await this.checks.checkPlaces(actor, enterprises);
    await this.checks.checkNotTaken(
      tx,
      actor,
      enterprises.map(({ creditCode }) => creditCode),
    );
    await this.checks.orFindTwin(tx, this.store.insert(tx, enterprises));
    return enterprises;
  }

  private enterpriseOf(input: NewEnterprise): EnterpriseRow {
    const now = this.clock.now();
    return {
      id: input.id ?? this.ids.next(),
      creditCode: creditCodeOfText(input.creditCode),
      name: input.name,
      regionCode: input.regionCode,
      industry: input.industry,
      size: input.size,
      chainCode: input.chainCode ?? null,
      honours: honoursOf(input.honours ?? []),
      contacts: contactsOf(input.contacts),
      status: input.status ?? 'active',
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
  }
}
