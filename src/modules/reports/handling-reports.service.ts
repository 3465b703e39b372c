import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import type { Call } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { type Grouping, IssueGroupings } from '../issues/index.js';
import { CompletionReadModel } from './completion.read-model.js';
import { HANDLING_BANDS } from './domain/bands.js';
import type { HandlingTime } from './domain/handling-time.js';
import type { ReportPeriod } from './domain/report-period.js';
import { Tally, tallyBy } from './figures.js';
import { GroupNames } from './group-names.read-model.js';
import type { HandlingQuery } from './handling.dto.js';
import { ReportScopes } from './report-scopes.service.js';

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
  constructor(
    private readonly reader: Reader,
    private readonly readModel: CompletionReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /** @throws DomainError as the completion report does */
  async report({ actor, language }: Call, query: HandlingQuery): Promise<HandlingReport> {
    const { groupBy = 'region' } = query;
    const { period, asOf, ...scope } = await this.scopes.of(actor, query);
    const rule = await this.groupings.rule(groupBy, asOf, actor);
    return this.reader.snapshot(async (session) => {
      const rows = await this.readModel.tallies(session, { ...scope, value: rule.value });
      const tallies = tallyBy(rows, ({ value }) => rule.keyOf(value));
      const finished = [...tallies].filter(([, tally]) => handlingOf(tally).time.count > 0);
      const groups = await this.names.inOrder(session, groupBy, { keys: finished.map(([key]) => key), language });
      return {
        ...{ period, asOf, groupBy },
        total: handlingOf(Tally.sum(tallies.values())),
        rows: groups.map((group) => ({ ...group, handling: handlingOf(tallies.get(group.key)!) })),
      };
    });
  }
}

const handlingOf = (tally: Tally): Handling => ({
  time: tally.figures().handling,
  counts: tally.handlingBands(HANDLING_BANDS),
});
