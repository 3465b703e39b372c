import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, type FileFormat, queryFrom } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { type TableSource, TableSources } from '../../platform/tables/index.js';
import { ExportNotFound, OneAtATime, QueueFull, TableNotAllowed, UnknownTable } from './exports.errors.js';
import { rightsOf, type TableExport } from './exports.read-model.js';
import { ExportsStore } from './exports.store.js';

/** Exports that may wait or be made at the same time, of everybody together. */
const MOST_WAITING = 50;

export interface ExportOrder {
  readonly kind: string;
  readonly format: FileFormat;
  readonly query: object;
}

/** Asks for exports, and does without them. */
@Injectable()
export class ExportOrders {
  constructor(
    private readonly sources: TableSources,
    private readonly store: ExportsStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * The table, when the caller may have it.
   * @throws DomainError 422 for an unknown one, 403 `access.scope-missing`
   */
  allowed(kind: string, scopes: ReadonlySet<string>): TableSource {
    const source = this.sources.get(kind);
    if (source === null) throw UnknownTable(kind);
    if (!scopes.has(source.access)) throw TableNotAllowed({ scope: source.access });
    return source;
  }

  /**
   * What the order will say, read once to see that it can be made.
   * @throws DomainError 400 or 422 like the list or the report
   */
  async checked(call: Call, source: TableSource, { kind, format, query }: ExportOrder): Promise<TableExport> {
    const values = textsOf(query);
    const { total = null } = await source.open(call, await queryFrom(source.query, values));
    return {
      id: this.ids.next(),
      ownerId: call.actor.userId,
      rights: rightsOf(call.actor),
      ...{ language: call.language, kind, format, query: JSON.stringify(values) },
      ...{ status: 'queued', failure: null, rowsTotal: total, rowsDone: 0, attempts: 0 },
      ...{ fileHash: null, fileSize: null, disposition: null },
      ...{ requestedAt: this.clock.now(), finishedAt: null, expiresAt: null },
    };
  }

  /** @throws DomainError 409 `export.one-at-a-time`, 429 `export.queue-full` */
  async place(tx: Tx, order: TableExport): Promise<void> {
    await this.store.lockQueue(tx);
    const { own, all } = await this.store.unfinished(tx, order.ownerId);
    if (own > 0) throw OneAtATime();
    if (all >= MOST_WAITING) throw QueueFull();
    await this.store.insert(tx, order);
    const { id, kind, format, query } = order;
    this.audit.record(tx, {
      action: 'export.ordered',
      subject: { kind: 'export', id },
      details: { kind, format, query: JSON.parse(query) as object },
    });
  }

  /** Also one that is being made, which is then given up. @throws DomainError 404 */
  async remove(tx: Tx, ownerId: string, id: string): Promise<void> {
    const row = await this.store.lock(tx, ownerId, id);
    if (row === null) throw ExportNotFound();
    await this.store.remove(tx, id);
    this.audit.record(tx, {
      action: 'export.removed',
      subject: { kind: 'export', id },
      details: { kind: row.kind, status: row.status },
    });
  }
}

/** As an address would hold them. */
function textsOf(query: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ]),
  );
}
