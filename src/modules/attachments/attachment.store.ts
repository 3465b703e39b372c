import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { ERASED_NAME } from '../../kernel/person-erasure.js';
import { first, insertRows, type Tx } from '../../platform/persistence/index.js';
import type { AttachmentRow } from './attachments.read-model.js';

/** The write side of attachments; there is no removal, and no change but the name of an erased person. */
@Injectable()
export class AttachmentStore {
  async count(tx: Tx, issueId: string): Promise<number> {
    const row = await first<{ attachments: number }>(
      tx,
      sql`SELECT COUNT(*) AS attachments FROM attachment WHERE issue_id = ${issueId}`,
    );
    return row!.attachments;
  }

  async insert(tx: Tx, row: AttachmentRow): Promise<void> {
    await tx.run(insertRows('attachment', [{ ...row }]));
  }

  eraseUploader(tx: Tx, userId: string): Promise<number> {
    return tx.run(sql`UPDATE attachment SET uploaded_by_name = ${ERASED_NAME} WHERE uploaded_by = ${userId}`);
  }

  async isAttached(tx: Tx, hash: string): Promise<boolean> {
    return (await first(tx, sql`SELECT 1 FROM attachment WHERE file_hash = ${hash} LIMIT 1`)) !== null;
  }
}
