import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import type { Viewer } from '../../platform/tables/index.js';
import type { Grouping } from '../issues/index.js';
import { HANDLING_BANDS } from './domain/bands.js';
import type { HandlingTime } from './domain/handling-time.js';
import type { ReportPeriod } from './domain/report-period.js';
import type { Tally } from './figures.js';
import { GroupedTallies } from './grouped-tallies.service.js';
import type { HandlingQuery } from './handling.dto.js';

/** How long the handling took. */
export interface Handling {
  readonly time: HandlingTime;
  /** Finished issues in each band, in their order. */
  readonly counts: readonly number[];
}

export interface HandlingReport {
  readonly period: ReportPeriod;
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly total: Handling;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly handling: Handling }[];
}

@Injectable()
export class HandlingReports {
  constructor(private readonly tallies: GroupedTallies) {}

  /** @throws DomainError as the completion report does */
  async report(viewer: Pick<Viewer, 'actor' | 'language'>, query: HandlingQuery): Promise<HandlingReport> {
    const { total, rows, ...about } = await this.tallies.of(viewer, query);
    const told = rows.map(({ key, label, tally }) => ({ key, label, handling: handlingOf(tally) }));
    return { ...about, total: handlingOf(total), rows: told.filter(({ handling }) => handling.time.count > 0) };
  }
}

const handlingOf = (tally: Tally): Handling => ({
  time: tally.figures().handling,
  counts: tally.handlingBands(HANDLING_BANDS),
});
