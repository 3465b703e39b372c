import { Injectable } from '@nestjs/common';
import { Clock, type Instant } from '../../kernel/clock.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueFilters, IssueGroupings, WARNING_COLOURS } from '../issues/index.js';
import { GroupNames } from './group-names.read-model.js';
import type { WarningQuery } from './warnings.dto.js';
import { type WarningCounts, WarningsReadModel } from './warnings.read-model.js';

export interface WarningReport {
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  readonly total: WarningCounts;
  readonly rows: readonly { readonly key: string; readonly label: string; readonly counts: WarningCounts }[];
}

const NOTHING: WarningCounts = { none: 0, yellow: 0, orange: 0, red: 0 };

/** The colours of the open issues, by unit. */
@Injectable()
export class WarningReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: WarningsReadModel,
    private readonly filters: IssueFilters,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
    private readonly clock: Clock,
  ) {}

  async report({ actor, language }: Viewer, query: WarningQuery): Promise<WarningReport> {
    const { groupBy = 'region', ...filters } = query;
    const asOf = this.clock.now();
    const rule = await this.groupings.rule(groupBy, asOf, actor);
    const plan = { conditions: await this.filters.conditions(actor, filters, asOf), value: rule.value, at: asOf };
    return this.reader.snapshot(async (session) => {
      const groups = new Map<string, WarningCounts>();
      for (const { value, ...counts } of await this.readModel.counts(session, plan)) {
        const key = rule.keyOf(value);
        groups.set(key, sum(groups.get(key) ?? NOTHING, counts));
      }
      const named = await this.names.inOrder(session, groupBy, { keys: [...groups.keys()], language });
      const total = [...groups.values()].reduce(sum, NOTHING);
      return { asOf, groupBy, total, rows: named.map((group) => ({ ...group, counts: groups.get(group.key)! })) };
    });
  }
}

function sum(one: WarningCounts, other: WarningCounts): WarningCounts {
  const entries = WARNING_COLOURS.map((colour) => [colour, one[colour] + other[colour]]);
  return Object.fromEntries(entries) as WarningCounts;
}
