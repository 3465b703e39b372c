import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { queryFrom } from '../../platform/http/index.js';
import { type Table, tableHeaders, TableSources, tableStream, type Viewer } from '../../platform/tables/index.js';
import { ExportFiles } from './export-files.service.js';
import { ExportSteps, FileSwept } from './export-steps.service.js';
import { ExportsReadModel, rightsOf, type TableExport } from './exports.read-model.js';
import { MOST_ATTEMPTS } from './exports.store.js';

/** Rows between two notes of how far it has come. */
const ROWS_AT_ONCE = 5_000;

/** Nobody wants the export any more. */
class Unwanted extends Error {}
/** The server stops; another process goes on. */
class Stopping extends Error {}

/** Makes an export as its owner, who must be allowed now what they were allowed when they asked. */
@Injectable()
export class ExportMaking implements OnModuleDestroy {
  private stops = false;

  constructor(
    private readonly readModel: ExportsReadModel,
    private readonly sources: TableSources,
    private readonly files: ExportFiles,
    private readonly steps: ExportSteps,
  ) {}

  get isStopping(): boolean {
    return this.stops;
  }

  onModuleDestroy(): void {
    this.stops = true;
  }

  /**
   * @returns whether the file is there
   * @throws whatever went wrong that is a fault of ours; the export has failed then
   */
  async make(order: TableExport): Promise<boolean> {
    const owner = await this.readModel.owner(order.ownerId);
    const source = this.sources.get(order.kind);
    if (owner === null || source === null || rightsOf(owner) !== order.rights) {
      await this.steps.fail(order, 'account-changed');
      return false;
    }
    try {
      const viewer = viewerOf(order, owner);
      const query = await queryFrom(source.query, JSON.parse(order.query) as object);
      return await this.write(order, await source.open(viewer, query), viewer);
    } catch (error) {
      return this.giveUp(order, error);
    }
  }

  private write(order: TableExport, table: Table<unknown>, viewer: Viewer): Promise<boolean> {
    const { format, language } = order;
    let rowsDone = 0;
    const rows = this.watched(order, table.rows, (count) => (rowsDone = count));
    const { disposition } = tableHeaders(table, format, language);
    return this.files.keep(tableStream({ ...table, rows }, format, language), (file) =>
      this.steps.finish(order, { rowsDone, file, disposition }, viewer),
    );
  }

  private async *watched<Row>(order: TableExport, rows: Table<Row>['rows'], seen: (count: number) => void) {
    let count = 0;
    for await (const row of rows) {
      if (this.stops) throw new Stopping();
      yield row;
      seen(++count);
      if (count % ROWS_AT_ONCE === 0 && !(await this.steps.progress(order, count))) throw new Unwanted();
    }
  }

  private async giveUp(order: TableExport, error: unknown): Promise<false> {
    if (error instanceof Unwanted) return false;
    if (error instanceof Stopping) {
      await this.steps.putBack(order);
      return false;
    }
    if (error instanceof FileSwept && order.attempts < MOST_ATTEMPTS) {
      await this.steps.again(order);
      return false;
    }
    const isRefused = error instanceof DomainError && error.kind !== 'unavailable';
    await this.steps.fail(order, isRefused ? 'refused' : 'broken');
    if (isRefused) return false;
    throw error;
  }
}

function viewerOf({ id, language }: TableExport, actor: Actor): Viewer {
  return { actor, language, requestId: id, address: null };
}
