import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HOUR, type Instant } from '../../kernel/clock.js';
import { type LocalFile, orUnavailable } from './file-store.js';

/** An upload that takes longer has been given up by everybody. */
const STALE_MS = HOUR;

/** The place of one upload while it is looked at; nothing in it outlives the upload. */
export class Desk {
  constructor(private readonly folder: string) {}

  /** A path at which nothing lies yet. */
  newPath(): string {
    return join(this.folder, randomUUID());
  }

  /** Writes a stream to the disk, piece by piece. @throws DomainError 503 when the disk cannot take it */
  async receive(source: Readable): Promise<LocalFile> {
    const path = this.newPath();
    const measure = new Measure();
    await pipeline(
      source,
      (pieces: AsyncIterable<Buffer>) => measure.through(pieces),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    ).catch(orUnavailable);
    return { path, ...measure.result };
  }

  /** A file that something else has written at a {@link newPath}. */
  async measured(path: string): Promise<LocalFile> {
    const measure = new Measure();
    for await (const piece of createReadStream(path)) measure.add(piece as Buffer);
    return { path, ...measure.result };
  }
}

/** Counts and hashes what flows by. */
class Measure {
  private readonly sha256 = createHash('sha256');
  private size = 0;

  add(piece: Buffer): void {
    this.sha256.update(piece);
    this.size += piece.length;
  }

  async *through(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const piece of pieces) {
      this.add(piece);
      yield piece;
    }
  }

  get result(): { readonly hash: string; readonly size: number } {
    return { hash: this.sha256.digest('hex'), size: this.size };
  }
}

/**
 * Where uploads lie until they are stored. Every process has a folder of its own in it, so that whoever comes after a
 * process that was killed can tell what it has left behind.
 */
export class Staging {
  private readonly own: string;

  constructor(private readonly folder: string) {
    this.own = join(folder, `${hostname()}.${process.pid}.${randomUUID().slice(0, 8)}`);
  }

  /** Whatever becomes of the work, its desk is cleared. */
  async within<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
    const folder = join(this.own, randomUUID());
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(orUnavailable);
    try {
      return await work(new Desk(folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes what processes that are no more, or uploads that nobody waits for, have left. */
  async clear(now: Instant): Promise<number> {
    const left = await this.leftBehind(now);
    for (const path of left) await rm(path, { recursive: true, force: true });
    return left.length;
  }

  private async leftBehind(now: Instant): Promise<string[]> {
    const left: string[] = [];
    for (const path of await pathsIn(this.folder)) {
      if (path !== this.own && hasEnded(path)) left.push(path);
      else left.push(...(await stale(await pathsIn(path), now)));
    }
    return left;
  }
}

/** Whether the folder is that of a process of this machine that runs no longer. */
function hasEnded(folder: string): boolean {
  const [, host, pid] = /([^/\\]+)\.(\d+)\.\w+$/.exec(folder) ?? [];
  if (host !== hostname()) return false;
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

async function stale(paths: readonly string[], now: Instant): Promise<string[]> {
  const old: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < now - STALE_MS) old.push(path);
  }
  return old;
}

async function pathsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
