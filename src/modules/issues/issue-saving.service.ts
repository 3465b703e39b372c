import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { CadreLoads } from '../cadres/index.js';
import { Regions } from '../regions/index.js';
import { audited, auditRegionOf } from './domain/audited-issue.js';
import { isOpen } from './domain/issue-types.js';
import type { IssueCase } from './issue-case.js';
import { IssueStore } from './issue.store.js';

/** Writes an issue with everything that has happened to it, and proves it. */
@Injectable()
export class IssueSaving {
  constructor(
    private readonly store: IssueStore,
    private readonly loads: CadreLoads,
    private readonly regions: Regions,
    private readonly audit: AuditTrail,
  ) {}

  /** Writes the issue and keeps the count of open work exact. */
  async save(tx: Tx, issue: IssueCase): Promise<void> {
    if (issue.before === null) await this.store.insert(tx, issue);
    else await this.store.update(tx, issue);
    const from = issue.before !== null && isOpen(issue.before.status) ? issue.before.assigneeId : null;
    const to = isOpen(issue.state.status) ? issue.state.assigneeId : null;
    if (from !== to) await this.loads.shift(tx, { from, to, at: issue.state.updatedAt });
    await this.prove(tx, issue);
  }

  /** One entry for each step, with what it changed. */
  private async prove(tx: Tx, issue: IssueCase): Promise<void> {
    const regionCode = auditRegionOf(issue.state, await this.regions.tree());
    let { before } = issue;
    for (const { action, actor, details, after } of issue.occurrences) {
      this.audit.record(tx, {
        action: `issue.${action}`,
        actor,
        subject: { kind: 'issue', id: issue.id, regionCode },
        before: before && audited(before),
        after: audited(after),
        details,
      });
      before = after;
    }
  }
}
