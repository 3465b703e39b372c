import { Module } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { Sweeps } from '../../platform/scheduling/index.js';
import { FigureCellsReadModel } from './figure-cells.read-model.js';
import { FigureCellsStore } from './figure-cells.store.js';
import { FigureFolding } from './figure-folding.service.js';

/** Reports count what is not folded yet one by one: the longer it waits, the longer they take. */
const EVERY_MS = 2 * SECOND;
/** Nobody who stops the server waits for more. */
const BATCHES_AT_ONCE = 20;

@Module({
  providers: [FigureCellsReadModel, FigureCellsStore, FigureFolding],
  exports: [FigureCellsReadModel, FigureFolding],
})
export class FigureCellsModule {
  constructor(sweeps: Sweeps, folding: FigureFolding) {
    const run = async () => ({ folded: await folding.fold(BATCHES_AT_ONCE) });
    sweeps.register({ name: 'figure-cells', every: EVERY_MS, atStart: true, run });
  }
}
