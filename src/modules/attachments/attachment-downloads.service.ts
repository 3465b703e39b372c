import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Call } from '../../platform/http/index.js';
import { FileStore } from '../../platform/storage/index.js';
import { IssueReading, IssuesReadModel } from '../issues/index.js';
import { AttachmentAudit } from './attachment-audit.service.js';
import type { AttachmentView } from './attachments.dto.js';
import { AttachmentNotFound } from './attachments.errors.js';
import { presentAttachment, shownName } from './attachments.presenter.js';
import { AttachmentsReadModel } from './attachments.read-model.js';
import { maySeeAttachment } from './domain/attachment-access.js';

/** A file as the caller is let have it. */
export interface FoundFile {
  readonly name: string;
  readonly mediaType: string;
  readonly charset: string | null;
  readonly size: number;
  readonly hash: string;
}

/** Attachments through the eyes of somebody: those of the issues that they may see, and of these the ones meant for them. */
@Injectable()
export class AttachmentDownloads {
  constructor(
    private readonly issues: IssuesReadModel,
    private readonly reading: IssueReading,
    private readonly attachments: AttachmentsReadModel,
    private readonly files: FileStore,
    private readonly audit: AttachmentAudit,
  ) {}

  /** @throws DomainError 404 when the issue is not there for the caller */
  async list(call: Call, issueId: string): Promise<AttachmentView[]> {
    const seen = await this.reading.seen(call, issueId, 'attachments');
    const rows = await this.attachments.ofIssue(issueId);
    return rows.filter((row) => maySeeAttachment(call.actor, row)).map((row) => presentAttachment(row, seen, call));
  }

  /** @throws DomainError 404 when it is not there for the caller */
  async find(call: Call, issueId: string, attachmentId: string): Promise<FoundFile> {
    const seen = await this.issues.one(call.actor, issueId);
    const row = await this.attachments.one(issueId, attachmentId);
    if (row === null || !maySeeAttachment(call.actor, row)) throw AttachmentNotFound();
    if (seen.issue.confidential) await this.audit.read(call, seen.issue, row);
    const { mediaType, charset, size, fileHash: hash } = row;
    return { name: shownName(row, seen, call), mediaType, charset, size, hash };
  }

  open({ hash }: FoundFile): Promise<Readable> {
    return this.files.open(hash);
  }
}
