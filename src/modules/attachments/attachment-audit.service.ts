import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Call } from '../../platform/http/index.js';
import type { Tx } from '../../platform/persistence/index.js';
import { auditRegionOf, type IssueState } from '../issues/index.js';
import { Regions } from '../regions/index.js';
import type { AttachmentRow } from './attachments.read-model.js';

/** What the audit trail is told of attachments: where it is read is decided by their issue. */
@Injectable()
export class AttachmentAudit {
  constructor(
    private readonly regions: Regions,
    private readonly trail: AuditTrail,
  ) {}

  async added(tx: Tx, issue: IssueState, row: AttachmentRow): Promise<void> {
    const { issueId, ordinal, name, fileHash, mediaType, size, visibleToEnterprise } = row;
    const called = issue.confidential ? {} : { name };
    this.trail.record(tx, {
      action: 'attachment.added',
      subject: await this.subjectOf(issue, row),
      after: { issueId, ordinal, ...called, sha256: fileHash, mediaType, size, visibleToEnterprise },
    });
  }

  async read(call: Call, issue: IssueState, row: AttachmentRow): Promise<void> {
    const subject = await this.subjectOf(issue, row);
    await this.trail.note(call, { action: 'attachment.read', subject, details: { issueId: row.issueId } });
  }

  private async subjectOf(issue: IssueState, { id }: AttachmentRow) {
    return { kind: 'attachment', id, regionCode: auditRegionOf(issue, await this.regions.tree()) };
  }
}
