import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { localDateOf, startOfDay } from '../../kernel/local-date.js';
import { Reader } from '../../platform/persistence/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { type Grouping, IssueGroupings } from '../issues/index.js';
import type { AgeingQuery } from './ageing.dto.js';
import { AgeingReadModel } from './ageing.read-model.js';
import { AGE_BANDS, submittedWithin } from './domain/bands.js';
import { GroupNames } from './group-names.read-model.js';
import { ReportScopes } from './report-scopes.service.js';

/** How long the open issues have been waiting. */
export interface AgeingReport {
  readonly asOf: Instant;
  readonly groupBy: Grouping;
  /** In the order of the bands. */
  readonly total: readonly number[];
  readonly rows: readonly { readonly key: string; readonly label: string; readonly counts: readonly number[] }[];
}

const NOTHING: readonly number[] = AGE_BANDS.map(() => 0);

@Injectable()
export class AgeingReports {
  constructor(
    private readonly reader: Reader,
    private readonly readModel: AgeingReadModel,
    private readonly scopes: ReportScopes,
    private readonly groupings: IssueGroupings,
    private readonly names: GroupNames,
  ) {}

  /** @throws DomainError 422 for a cut-off in the future */
  async report({ actor, language }: Viewer, query: AgeingQuery): Promise<AgeingReport> {
    const { groupBy = 'region' } = query;
    const { source, conditions, asOf } = await this.scopes.of(actor, query);
    const rule = await this.groupings.rule(groupBy, asOf, actor);
    const bands = AGE_BANDS.map((band) => {
      const { from, to } = submittedWithin(band, localDateOf(asOf));
      return { from: startOfDay(from), to: startOfDay(to), asOf };
    });
    return this.reader.snapshot(async (session) => {
      const groups = new Map<string, readonly number[]>();
      for (const { value, counts } of await this.readModel.open(session, {
        source,
        conditions,
        bands,
        value: rule.value,
      }))
        groups.set(rule.keyOf(value), sum(groups.get(rule.keyOf(value)) ?? NOTHING, counts));
      const named = await this.names.inOrder(session, groupBy, { keys: [...groups.keys()], language });
      const rows = named.map((group) => ({ ...group, counts: groups.get(group.key)! }));
      return { asOf, groupBy, total: [...groups.values()].reduce(sum, NOTHING), rows };
    });
  }
}

const sum = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((count, index) => count + other[index]!);
