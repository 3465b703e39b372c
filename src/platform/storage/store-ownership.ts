import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { first, UnitOfWork } from '../persistence/index.js';
import { FileStore, FilesUnavailable } from './file-store.js';

/**
 * Binds the database and the file store to each other: who takes the files of another database for its own would
 * remove them, since no attachment of its own has them. The database holds an id, and the store the same one.
 */
@Injectable()
export class StoreOwnership {
  private isKnown = false;

  constructor(
    private readonly files: FileStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Before a file is stored. The first one takes an empty store; afterwards the store is not asked again.
   * @throws DomainError 503 `files.unavailable`
   */
  async mustBeOurs(): Promise<void> {
    if (this.isKnown) return;
    try {
      await this.mustBeOursNow();
    } catch (error) {
      throw Object.assign(FilesUnavailable(), { cause: error });
    }
  }

  /** Before a file is removed. @throws Error */
  async mustBeOursNow(): Promise<void> {
    const own = await this.installation();
    const owner = (await this.files.owner()) ?? (await this.taken(own));
    this.isKnown = owner === own;
    if (!this.isKnown) throw new Error(`the file store is of ${owner ?? 'nobody knows who'}, this database is ${own}`);
  }

  /** Files that nobody has marked may be anybody's. */
  private async taken(own: string): Promise<string | null> {
    for await (const _ of this.files.list()) return null;
    await this.files.claim(own);
    return this.files.owner();
  }

  // Made when it is first asked for, not with the table: databases that are copies of an empty one are different ones.
  private installation(): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      await tx.run(sql`INSERT INTO installation (singular, id) VALUES (1, ${randomUUID()}) ON CONFLICT DO NOTHING`);
      const row = await first<{ id: string }>(tx, sql`SELECT id FROM installation WHERE singular = 1`);
      return row!.id;
    });
  }
}
