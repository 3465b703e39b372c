import { Injectable } from '@nestjs/common';
import type { Attempt } from '../../platform/scheduling/index.js';
import { ExportMaking } from './export-making.service.js';
import { ExportSteps } from './export-steps.service.js';

/** Makes what waits, one after the other: one at a time in the whole installation, by the lease of the sweep. */
@Injectable()
export class ExportSweep {
  constructor(
    private readonly steps: ExportSteps,
    private readonly making: ExportMaking,
  ) {}

  async run(attempt: Attempt): Promise<{ readonly made: number; readonly expired: number }> {
    const expired = await this.steps.tidy();
    await this.steps.takeBack();
    let made = 0;
    while (!this.making.isStopping) {
      const next = await this.steps.begin();
      if (next === null) break;
      if (await attempt(next.id, () => this.making.make(next))) made++;
    }
    return { made, expired };
  }
}
