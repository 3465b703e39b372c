import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Call } from '../../platform/http/index.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { IssueActions, type IssueCase, IssueTransitions } from '../issues/index.js';
import { AttachmentAudit } from './attachment-audit.service.js';
import { AttachmentFiles } from './attachment-files.service.js';
import { AttachmentStore } from './attachment.store.js';
import type { AttachmentView } from './attachments.dto.js';
import { TooManyAttachments } from './attachments.errors.js';
import { presentAttachment } from './attachments.presenter.js';
import type { AttachmentRow } from './attachments.read-model.js';
import { isShownToEnterprise } from './domain/attachment-access.js';

export const MOST_ATTACHMENTS = 20;

/** A file that lies in the file store already. */
export interface NewAttachment {
  readonly fileHash: string;
  readonly name: string;
  readonly mediaType: string;
  readonly charset: string | null;
  readonly size: number;
  readonly originalSize: number;
  readonly visibleToEnterprise: boolean;
}

/** Makes a stored file part of an issue: a step in its life, which its timeline and its lifecycle know. */
@Injectable()
export class AttachmentAdding {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly actions: IssueActions,
    private readonly transitions: IssueTransitions,
    private readonly store: AttachmentStore,
    private readonly files: AttachmentFiles,
    private readonly audit: AttachmentAudit,
  ) {}

  /**
   * Asked before the first byte is taken: nobody fills our disk for an issue that is not theirs. Somebody who repeats a
   * request gets the first answer, whatever has become of the issue since.
   */
  async mustBePossible(call: Call, issueId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const issue = await this.actions.open(tx, call.actor, issueId);
      if (call.idempotencyKey === null) await this.mustAllow(tx, call, issue);
    }, call);
  }

  async add(tx: Tx, call: Call, issueId: string, attachment: NewAttachment): Promise<AttachmentView> {
    const issue = await this.actions.open(tx, call.actor, issueId);
    const ordinal = 1 + (await this.mustAllow(tx, call, issue));
    await this.files.hold(tx, attachment.fileHash);
    const row = this.rowOf(call, issue, ordinal, attachment);
    await this.store.insert(tx, row);
    await this.enterInTimeline(tx, call, issue, row);
    await this.audit.added(tx, issue.state, row);
    const supports = issue.surroundings.coHandlerIds.some((cadreId) => cadreId === call.actor.cadreId);
    return presentAttachment(row, { issue: issue.state, supports }, call);
  }

  /** @returns how many there are */
  private async mustAllow(tx: Tx, { actor }: Call, issue: IssueCase): Promise<number> {
    await this.transitions.mustAllow(issue, { action: 'attach', actor });
    const count = await this.store.count(tx, issue.id);
    if (count >= MOST_ATTACHMENTS) throw TooManyAttachments({ most: MOST_ATTACHMENTS });
    return count;
  }

  private rowOf({ actor }: Call, issue: IssueCase, ordinal: number, attachment: NewAttachment): AttachmentRow {
    return {
      // Not of the time-ordered ids: its address is to be found by nobody who has not been shown it.
      id: randomUUID(),
      issueId: issue.id,
      ordinal,
      ...attachment,
      uploadedBy: actor.userId,
      uploadedByName: actor.displayName,
      uploadedByRole: actor.role,
      uploadedAt: this.transitions.now(),
      visibleToEnterprise: isShownToEnterprise(actor, attachment.visibleToEnterprise),
    };
  }

  // Without the name of the file, which may tell of a hidden enterprise; the list has it for those who may read it.
  private async enterInTimeline(tx: Tx, call: Call, issue: IssueCase, row: AttachmentRow): Promise<void> {
    const { actor, requestId } = call;
    const { id: attachmentId, ordinal, mediaType, size } = row;
    await this.transitions.apply(
      tx,
      issue,
      { action: 'attach', actor, input: {}, requestId },
      { changes: {}, details: { attachmentId, ordinal, mediaType, size }, visible: row.visibleToEnterprise },
    );
    await this.transitions.save(tx, issue);
  }
}
