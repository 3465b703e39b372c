import { Injectable } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { CellChanges, changed, nameOf } from './cell-changes.js';
import { FigureCellsStore } from './figure-cells.store.js';

/** While a batch is folded, writers on SQLite wait: half a second for five hundred issues, on a small machine. */
const AT_ONCE = 500;
/** A rebuild has more to do, and touches each cell less often by larger batches. */
const AT_ONCE_IN_REBUILD = 5_000;
const LOCK = 'figure-cells';

/** Keeps the cells: what has happened to issues is folded into them afterwards, a batch at a time, in one place. */
@Injectable()
export class FigureFolding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: FigureCellsStore,
  ) {}

  /**
   * Folds what is unfolded. Cells and what is unfolded change in one unit of work, so that together they are right at
   * every moment.
   * @param batches after so many it leaves the rest to the next run
   * @returns how many issues were folded
   */
  async fold(batches = Number.POSITIVE_INFINITY, atOnce = AT_ONCE): Promise<number> {
    let folded = 0;
    for (let batch = 0; batch < batches; batch++) {
      const some = await this.foldSome(atOnce);
      folded += some;
      if (some === 0) break;
    }
    return folded;
  }

  /**
   * Makes all cells anew from the issues and their events, while everybody goes on working.
   * @returns how many issues they count
   */
  async rebuild(): Promise<number> {
    await this.unitOfWork.run(async (tx) => {
      await tx.all(tx.dialect.lockName(LOCK));
      await this.store.forget(tx);
    });
    return this.fold(Number.POSITIVE_INFINITY, AT_ONCE_IN_REBUILD);
  }

  private foldSome(atOnce: number): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      await tx.all(tx.dialect.lockName(LOCK));
      return this.foldIn(tx, atOnce);
    });
  }

  private async foldIn(tx: Tx, atOnce: number): Promise<number> {
    const issues = await this.store.take(tx, atOnce);
    const changes = new CellChanges();
    for (const { folded, current } of issues) {
      if (folded !== null) changes.count(folded, -1);
      changes.count(current, 1);
    }
    const touched = changes.all;
    const present = new Map((await this.store.cells(tx, touched)).map((cell) => [nameOf(cell), cell]));
    const cells = touched.map((change) => {
      const cell = present.get(nameOf(change));
      return cell === undefined ? change : changed(cell, change);
    });
    await this.store.write(tx, cells);
    return issues.length;
  }
}
