import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/index.js';
import { FileStore } from './file-store.js';

/** Whoever enters a row for a stored file, and whoever removes a file for which there is none, wait for each other. */
@Injectable()
export class FileLocks {
  constructor(private readonly files: FileStore) {}

  /** Until the unit ends. */
  async lock(tx: Tx, hash: string): Promise<void> {
    await tx.all(tx.dialect.lockName(`file:${hash}`));
  }

  /** @returns whether the file is there; it stays until the unit ends */
  async hold(tx: Tx, hash: string): Promise<boolean> {
    await this.lock(tx, hash);
    return (await this.files.storedAt(hash)) !== null;
  }
}
