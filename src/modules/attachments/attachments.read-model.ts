import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { isOneOf, Reader } from '../../platform/persistence/index.js';

/** A row of `attachment`. */
export interface AttachmentRow {
  readonly id: string;
  readonly issueId: string;
  readonly ordinal: number;
  readonly fileHash: string;
  readonly name: string;
  readonly mediaType: string;
  readonly charset: string | null;
  readonly size: number;
  readonly originalSize: number;
  readonly uploadedBy: string;
  readonly uploadedByName: string;
  readonly uploadedByRole: string;
  readonly uploadedAt: number;
  readonly visibleToEnterprise: boolean;
}

const COLUMNS = sql`id, issue_id, ordinal, file_hash, name, media_type, charset, size, original_size, uploaded_by,
  uploaded_by_name, uploaded_by_role, uploaded_at, visible_to_enterprise`;

/** Attachments of an issue; whoever asks has been let see the issue. */
@Injectable()
export class AttachmentsReadModel {
  constructor(private readonly reader: Reader) {}

  async ofIssue(issueId: string): Promise<AttachmentRow[]> {
    const rows = await this.reader.all<AttachmentRow>(
      sql`SELECT ${COLUMNS} FROM attachment WHERE issue_id = ${issueId} ORDER BY ordinal`,
    );
    return rows.map(plain);
  }

  async one(issueId: string, attachmentId: string): Promise<AttachmentRow | null> {
    const [row] = await this.reader.all<AttachmentRow>(
      sql`SELECT ${COLUMNS} FROM attachment WHERE issue_id = ${issueId} AND id = ${attachmentId}`,
    );
    return row === undefined ? null : plain(row);
  }

  /** Those of the files that belong to some attachment. */
  async attachedOf(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.reader.all<{ fileHash: string }>(
      sql`SELECT DISTINCT file_hash FROM attachment WHERE ${isOneOf(sql`file_hash`, hashes)}`,
    );
    return new Set(rows.map(({ fileHash }) => fileHash));
  }
}

// SQLite has no booleans.
const plain = (row: AttachmentRow): AttachmentRow => ({
  ...row,
  visibleToEnterprise: Boolean(row.visibleToEnterprise),
});
