import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../persistence/index.js';

/** Says which of the files somebody still needs, by their hashes. */
type FileHolder = (session: SqlSession, hashes: readonly string[]) => Promise<ReadonlySet<string>>;

/** All who keep files in the store besides the attachments: a file that one of them holds is no orphan. */
@Injectable()
export class FileHolders {
  private readonly holders: FileHolder[] = [];

  register(holder: FileHolder): void {
    this.holders.push(holder);
  }

  async isHeld(session: SqlSession, hash: string): Promise<boolean> {
    for (const holder of this.holders) if ((await holder(session, [hash])).has(hash)) return true;
    return false;
  }
}
