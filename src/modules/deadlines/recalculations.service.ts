import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Instant } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Call, Writes } from '../../platform/http/index.js';
import { Reader, type SqlSession } from '../../platform/persistence/index.js';
import { IssueSystemSteps } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { Calendars } from './calendar.service.js';
import { ClockFactsReadModel } from './clock-facts.read-model.js';
import { RecalculationChanged, TooManyToRecalculate } from './deadlines.errors.js';
import { type RecalculatedClock, recalculatedClocks } from './domain/recalculation.js';
import { choosePolicy, DEFAULT_LIMITS, type SlaPolicy } from './domain/sla-policy.js';
import { Policies } from './policies.service.js';
import { RecalculationReadModel } from './recalculation.read-model.js';

/** Issues that one unit of work changes; beyond, a region has to be named. */
export const MOST_RECALCULATED = 2_000;
const LOADED_AT_ONCE = 500;

/** What would change, or has. */
export interface Recalculation {
  readonly issues: readonly {
    readonly id: string;
    readonly number: string;
    readonly version: number;
    readonly clocks: RecalculatedClock[];
  }[];
  /** Stands for exactly these changes. */
  readonly digest: string;
}

interface Question {
  readonly policies: readonly SlaPolicy[];
  readonly regionCode: string | undefined;
  readonly at: Instant;
}

/** Open issues with what is needed to reckon their clocks anew. */
@Injectable()
export class RecalculationSources {
  constructor(
    readonly reader: Reader,
    private readonly readModel: RecalculationReadModel,
    private readonly facts: ClockFactsReadModel,
    private readonly reference: ReferenceData,
    private readonly regions: Regions,
    private readonly calendars: Calendars,
  ) {}

  async changes(session: SqlSession, { policies, regionCode, at }: Question): Promise<Recalculation> {
    const tree = await this.regions.tree();
    const known = regionCode !== undefined && tree.get(regionCode) !== null;
    const places = regionCode === undefined ? null : known ? tree.subtree(regionCode) : [];
    const open = await this.readModel.openIssues(session, places);
    const [calendar, categories] = [await this.calendars.current(), await this.reference.categories()];
    const issues: Recalculation['issues'][number][] = [];
    for (let start = 0; start < open.length; start += LOADED_AT_ONCE) {
      const some = open.slice(start, start + LOADED_AT_ONCE);
      const facts = await this.facts.of(
        session,
        some.map(({ id }) => id),
      );
      for (const issue of some) {
        const need = { ...issue, categoryPath: categories.path(issue.categoryCode) };
        const limits = choosePolicy(policies, need, at)?.limits ?? DEFAULT_LIMITS;
        const { id, number, version, firstContactAt } = issue;
        const question = { instants: issue, firstContactAt, facts: facts.get(id)!, limits, calendar, at };
        const clocks = recalculatedClocks(question);
        if (clocks.length > 0) issues.push({ id, number, version, clocks });
      }
    }
    return { issues, digest: digestOf(issues) };
  }
}

/**
 * Changing a policy moves no deadline that is set. Whoever wants it for open issues, too, looks at what would change,
 * and then decides it with a reason; every issue tells it in its timeline.
 */
@Injectable()
export class Recalculations {
  constructor(
    private readonly writes: Writes,
    private readonly steps: IssueSystemSteps,
    private readonly sources: RecalculationSources,
    private readonly policies: Policies,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** What would change under these policies, instead of those in force. */
  async preview(regionCode: string | undefined, policies?: readonly SlaPolicy[]): Promise<Recalculation> {
    const question = { policies: policies ?? (await this.policies.all()), regionCode, at: this.clock.now() };
    return this.sources.changes(this.sources.reader, question);
  }

  /**
   * @returns how many issues were changed
   * @throws DomainError 409 when it would not be what the digest stands for; 422 when it is too much at once
   */
  async apply(
    call: Call,
    given: { reason: string; digest: string; regionCode?: string },
  ): Promise<{ changed: number }> {
    const { reason, digest, regionCode } = given;
    return this.writes.once(call, async (tx) => {
      const question = { policies: await this.policies.all(), regionCode, at: this.clock.now() };
      const { issues, digest: present } = await this.sources.changes(tx, question);
      if (present !== digest) throw RecalculationChanged();
      if (issues.length > MOST_RECALCULATED) throw TooManyToRecalculate({ most: MOST_RECALCULATED });
      for (const { id, clocks, version } of issues) {
        const { actor: orderedBy, requestId } = call;
        const step = { action: 'recalculate', input: { clocks, reason }, requestId, orderedBy } as const;
        // Locked only now: whoever has changed it since it was read has changed what the preview showed.
        const isUnchanged = await this.steps.take(tx, id, step, (issue) => issue.version === version);
        if (!isUnchanged) throw RecalculationChanged();
      }
      this.audit.record(tx, {
        action: 'deadlines.recalculated',
        details: { reason, regionCode: regionCode ?? null, issues: issues.length },
      });
      return { changed: issues.length };
    });
  }
}

function digestOf(issues: Recalculation['issues']): string {
  return createHash('sha256')
    .update(JSON.stringify(issues.map(({ id, clocks }) => [id, clocks])))
    .digest('base64url');
}
