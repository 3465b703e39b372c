import { Module } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { Sweeps } from '../../platform/scheduling/index.js';
import { ExportDownloads } from './export-downloads.service.js';
import { ExportErasure } from './export-erasure.js';
import { ExportFileController } from './export-file.controller.js';
import { ExportFiles } from './export-files.service.js';
import { ExportMaking } from './export-making.service.js';
import { ExportOrders } from './export-orders.service.js';
import { ExportSteps } from './export-steps.service.js';
import { ExportSweep } from './export-sweep.service.js';
import { ExportsController } from './exports.controller.js';
import { ExportsReadModel } from './exports.read-model.js';
import { ExportsStore } from './exports.store.js';

/** Somebody waits for it. */
const EVERY_MS = 10 * SECOND;

@Module({
  controllers: [ExportsController, ExportFileController],
  providers: [
    ...[ExportsReadModel, ExportsStore, ExportFiles, ExportErasure],
    ...[ExportOrders, ExportSteps, ExportMaking, ExportSweep, ExportDownloads],
  ],
})
export class ExportsModule {
  constructor(sweeps: Sweeps, sweep: ExportSweep) {
    sweeps.register({ name: 'exports', every: EVERY_MS, atStart: true, run: (attempt) => sweep.run(attempt) });
  }
}
