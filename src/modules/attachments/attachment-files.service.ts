import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/clock.js';
import { type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import {
  FileHolders,
  FileLocks,
  FileStore,
  FilesUnavailable,
  type LocalFile,
  StoreOwnership,
} from '../../platform/storage/index.js';
import { AttachmentStore } from './attachment.store.js';

/**
 * Keeps files and rows together: a row is entered only while its file is there, and a file is removed only while no row
 * has it; both happen under the lock of the file.
 */
@Injectable()
export class AttachmentFiles {
  constructor(
    private readonly files: FileStore,
    private readonly store: AttachmentStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly ownership: StoreOwnership,
    private readonly holders: FileHolders,
    private readonly locks: FileLocks,
  ) {}

  async put(file: LocalFile): Promise<void> {
    await this.ownership.mustBeOurs();
    await this.files.put(file);
  }

  /**
   * The file stays until the unit ends.
   * @throws DomainError 503 when it has just been removed as one that nobody has
   */
  async hold(tx: Tx, hash: string): Promise<void> {
    if (!(await this.locks.hold(tx, hash))) throw FilesUnavailable();
  }

  /**
   * Removes the file when no attachment has it, and nobody else.
   * @param before the file must have been stored earlier: somebody may be bringing the same content right now
   * @returns whether it was removed
   */
  removeUnused(hash: string, before: Instant = Number.POSITIVE_INFINITY): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await this.locks.lock(tx, hash);
      if ((await this.store.isAttached(tx, hash)) || (await this.holders.isHeld(tx, hash))) return false;
      const storedAt = await this.files.storedAt(hash);
      if (storedAt === null || storedAt >= before) return false;
      await this.files.remove(hash);
      return true;
    });
  }
}
