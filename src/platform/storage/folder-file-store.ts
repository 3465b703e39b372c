import { constants } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Instant } from '../../kernel/clock.js';
import {
  FileStore,
  hashOfKey,
  keyOfHash,
  type LocalFile,
  orUnavailable,
  OWNER_KEY,
  type StoredFile,
} from './file-store.js';

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** Files in a folder of the server, which must be on the file system of the staging folder. */
export class FolderFileStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** A rename replaces an equal file by this one as a whole, so that a reader finds one or the other and a sweep a young one. */
  override async put({ path, hash }: LocalFile): Promise<void> {
    try {
      const target = this.pathOf(hash);
      await chmod(path, OWNER_ONLY);
      await sync(path);
      await madeFolder(dirname(target));
      await rename(path, target);
      await sync(dirname(target));
    } catch (error) {
      orUnavailable(error);
    }
  }

  override async storedAt(hash: string): Promise<Instant | null> {
    const found = await stat(this.pathOf(hash)).catch(nullIfMissing);
    return found === null ? null : found.mtimeMs;
  }

  override async open(hash: string): Promise<Readable> {
    const handle = await open(this.pathOf(hash), constants.O_RDONLY | constants.O_NOFOLLOW).catch(orUnavailable);
    return handle.createReadStream();
  }

  override async remove(hash: string): Promise<void> {
    await rm(this.pathOf(hash), { force: true }).catch(orUnavailable);
  }

  override async *list(): AsyncIterable<StoredFile> {
    for (const prefix of await namesIn(this.folder)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      for (const rest of await namesIn(join(this.folder, prefix))) {
        const hash = hashOfKey(`${prefix}/${rest}`);
        const storedAt = hash === null ? null : await this.storedAt(hash);
        if (hash !== null && storedAt !== null) yield { hash, storedAt };
      }
    }
  }

  override async owner(): Promise<string | null> {
    const found = await readFile(join(this.folder, OWNER_KEY), 'utf8').catch(nullIfMissing);
    return found === null ? null : found.trim();
  }

  override async claim(installation: string): Promise<void> {
    const path = join(this.folder, OWNER_KEY);
    try {
      await madeFolder(this.folder);
      await writeFile(path, `${installation}\n`, { flag: 'wx', mode: OWNER_ONLY, flush: true });
      await sync(this.folder);
    } catch (error) {
      // Somebody was faster; who that is, the caller reads.
      if ((error as { code?: unknown }).code !== 'EEXIST') orUnavailable(error);
    }
  }

  private pathOf(hash: string): string {
    return join(this.folder, keyOfHash(hash));
  }
}

function nullIfMissing(error: unknown): null {
  if ((error as { code?: unknown }).code === 'ENOENT') return null;
  return orUnavailable(error);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? [];
}

/** Writes to the disk what the system has only promised: the content of a file, or the names in a folder. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder whose name survives a power cut, with those above it. */
async function madeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  if (topmost === undefined) return;
  let parent = folder;
  do {
    parent = dirname(parent);
    await sync(parent);
  } while (parent !== dirname(topmost));
}
