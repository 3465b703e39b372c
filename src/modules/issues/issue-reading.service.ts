import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Call, Page } from '../../platform/http/index.js';
import type { Viewer } from '../../platform/tables/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { Regions } from '../regions/index.js';
import { ConfidentialReads } from './confidential-reads.service.js';
import { auditRegionOf } from './domain/audited-issue.js';
import { titleInList } from './domain/sight.js';
import type { IssueState } from './domain/issue-types.js';
import type { IssueListQuery } from './issue-filters.dto.js';
import { IssueViewing } from './issue-viewing.service.js';
import type { IssueEventView, IssueLineView, IssueView } from './issue-views.dto.js';
import { IssuesReadModel, type SeenIssue } from './issues.read-model.js';

/** An issue and some of what has happened to it, as somebody may be told of it. */
export interface ToldIssue {
  readonly issue: Pick<IssueState, 'id' | 'number' | 'title' | 'status' | 'regionCode'>;
  readonly events: readonly IssueEventView[];
}

/** Looks at issues; a look at a confidential one is proved before it is granted. */
@Injectable()
export class IssueReading {
  constructor(
    private readonly issues: IssuesReadModel,
    private readonly viewing: IssueViewing,
    private readonly reader: Reader,
    private readonly regions: Regions,
    private readonly audit: AuditTrail,
    private readonly confidential: ConfidentialReads,
  ) {}

  async one(call: Call, issueId: string): Promise<IssueView> {
    return this.viewing.view(this.reader, call, await this.seen(call, issueId, 'issue'));
  }

  async events(call: Call, issueId: string): Promise<IssueEventView[]> {
    const shown = await this.seen(call, issueId, 'events');
    const rows = await this.issues.events(issueId, call.actor.role === 'enterprise');
    return this.viewing.events(call, shown, rows);
  }

  /** @param what is shown */
  async list(call: Viewer, query: IssueListQuery, what = 'list'): Promise<Page<IssueLineView>> {
    const { actor } = call;
    const page = await this.issues.list(actor, query);
    await this.confidential.note(call, what, page.items, ({ id }) => id);
    return { ...page, items: this.viewing.lines(actor, page.items) };
  }

  /**
   * Several issues with some entries of their timelines; what is not there for the caller is left out.
   * @param what is shown
   */
  async several(
    viewer: Viewer,
    what: string,
    { issueIds, eventIds }: { readonly issueIds: readonly string[]; readonly eventIds: readonly string[] },
  ): Promise<ReadonlyMap<string, ToldIssue>> {
    const shown = await this.issues.several(viewer.actor, issueIds);
    const listed = shown.map(({ issue, supports }) => ({ ...issue, handled: supports }));
    await this.confidential.note(viewer, what, listed, ({ id }) => id);
    const rows = await this.issues.eventsOf(eventIds);
    const told = shown.map((seen): [string, ToldIssue] => {
      const { id, number, title, status, regionCode } = seen.issue;
      const own = rows.filter(({ issueId }) => issueId === id);
      const about = { id, number, title: titleInList(title, viewer.actor), status, regionCode };
      return [id, { issue: about, events: this.viewing.events(viewer, seen, own) }];
    });
    return new Map(told);
  }

  /**
   * The issue, for whoever shows something of it.
   * @param what is shown
   * @throws DomainError 404 when it is not there for the caller
   */
  async seen(call: Call, issueId: string, what: string): Promise<SeenIssue> {
    const shown = await this.issues.one(call.actor, issueId);
    const { issue } = shown;
    if (issue.confidential && call.actor.role !== 'enterprise') {
      const regionCode = auditRegionOf(issue, await this.regions.tree());
      const subject = { kind: 'issue', id: issueId, regionCode };
      await this.audit.note(call, { action: 'issue.read-confidential', subject, details: { what } });
    }
    return shown;
  }
}
