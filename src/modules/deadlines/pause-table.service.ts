import { Injectable } from '@nestjs/common';
import { say } from '../../kernel/language.js';
import {
  rowsOfPages,
  type Table,
  type TableSource,
  TableSources,
  textColumn,
  type Viewer,
} from '../../platform/tables/index.js';
import { CLOCK_NAMES } from './clock-names.js';
import { PauseQuery } from './clocks.dto.js';
import type { FactClock } from './domain/clock-facts.js';
import { type PauseRow, PausesReadModel } from './pauses.read-model.js';

/** The pauses as a table. */
@Injectable()
export class PauseTable implements TableSource<PauseQuery> {
  readonly kind = 'pauses';
  readonly access = 'report:read';
  readonly query = PauseQuery;

  constructor(
    private readonly pauses: PausesReadModel,
    sources: TableSources,
  ) {
    sources.register(this);
  }

  /** The page that the query names is left out of account. */
  async open({ actor, language }: Viewer, query: PauseQuery): Promise<Table<PauseRow>> {
    const counted = await this.pauses.list(actor, { ...query, cursor: undefined, limit: 1, count: true });
    return {
      name: { zh: '暂停计时', en: 'Pauses' },
      file: this.kind,
      columns: [
        textColumn({ zh: '编号', en: 'Number' }, ({ number }) => number),
        textColumn({ zh: '时限', en: 'Clock' }, ({ clock }) => say(CLOCK_NAMES[clock as FactClock], language), 12),
        textColumn({ zh: '原因', en: 'Reason' }, ({ reason }) => reason, 40),
        textColumn({ zh: '批准人', en: 'Approved by' }, ({ approvedBy }) => approvedBy),
        textColumn({ zh: '批准人角色', en: 'Role' }, ({ approvedByRole }) => approvedByRole, 14),
        { heading: { zh: '暂停时间', en: 'Paused' }, kind: 'instant', of: ({ pausedAt }) => pausedAt },
        { heading: { zh: '最迟至', en: 'Until at most' }, kind: 'instant', of: ({ until }) => until },
        { heading: { zh: '恢复时间', en: 'Resumed' }, kind: 'instant', of: ({ resumedAt }) => resumedAt },
      ],
      total: counted.total,
      rows: rowsOfPages((page) => this.pauses.list(actor, { ...query, ...page, count: false })),
    };
  }
}
