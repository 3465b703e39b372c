import { Injectable } from '@nestjs/common';
import { Clock, HOUR, type Instant } from '../../kernel/clock.js';
import type { Attempt } from '../../platform/scheduling/index.js';
import { FileStore, Staging, StoreOwnership } from '../../platform/storage/index.js';
import { AttachmentFiles } from './attachment-files.service.js';
import { AttachmentsReadModel } from './attachments.read-model.js';

/** How long a stored file may wait for its row. */
const GRACE_MS = HOUR;
const LOOKED_UP_AT_ONCE = 500;

/** Files that no attachment has, because a process died between storing and entering. */
@Injectable()
export class OrphanFiles {
  constructor(
    private readonly store: FileStore,
    private readonly files: AttachmentFiles,
    private readonly staging: Staging,
    private readonly attachments: AttachmentsReadModel,
    private readonly ownership: StoreOwnership,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns how many files and unfinished uploads were removed
   * @throws Error when the files are not those of this database: nothing is removed then
   */
  async sweep(attempt: Attempt): Promise<number> {
    await this.ownership.mustBeOursNow();
    const now = this.clock.now();
    let removed = await this.staging.clear(now);
    const before = now - GRACE_MS;
    for await (const hashes of this.storedBefore(before)) {
      const attached = await this.attachments.attachedOf(hashes);
      for (const hash of hashes.filter((each) => !attached.has(each)))
        if (await attempt(hash, () => this.files.removeUnused(hash, before))) removed++;
    }
    return removed;
  }

  private async *storedBefore(before: Instant): AsyncIterable<string[]> {
    const hashes: string[] = [];
    for await (const { hash, storedAt } of this.store.list()) {
      if (storedAt < before) hashes.push(hash);
      if (hashes.length === LOOKED_UP_AT_ONCE) yield hashes.splice(0);
    }
    yield hashes;
  }
}
