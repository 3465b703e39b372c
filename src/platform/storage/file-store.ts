import type { Readable } from 'node:stream';
import type { Instant } from '../../kernel/clock.js';
import { problem } from '../../kernel/domain-error.js';

export const FilesUnavailable = problem(
  'unavailable',
  'files.unavailable',
  '文件暂时无法保存或读取，请稍后重试',
  'Files cannot be stored or read at the moment; try again shortly',
);

/** A file on the local disk that is about to be stored. */
export interface LocalFile {
  readonly path: string;
  /** SHA-256 of its content, in hex: what it is stored and found by. */
  readonly hash: string;
  readonly size: number;
}

export interface StoredFile {
  readonly hash: string;
  readonly storedAt: Instant;
}

/** Files by the hash of their content: the same content is kept once, whoever brings it. */
export abstract class FileStore {
  /**
   * The file is durable when this resolves; its local copy may be gone.
   * @throws DomainError 503 `files.unavailable`
   */
  abstract put(file: LocalFile): Promise<void>;

  /** When the content was last stored; null when it is not there. @throws DomainError 503 `files.unavailable` */
  abstract storedAt(hash: string): Promise<Instant | null>;

  /** @throws DomainError 503 `files.unavailable`, Error when it is not there */
  abstract open(hash: string): Promise<Readable>;

  abstract remove(hash: string): Promise<void>;

  /** Everything that is stored, in no order. */
  abstract list(): AsyncIterable<StoredFile>;

  /** The installation whose files these are; null when none has said so. @throws DomainError 503 `files.unavailable` */
  abstract owner(): Promise<string | null>;

  /** Says whose files these are, in a store that is nobody's. @throws DomainError 503 `files.unavailable` */
  abstract claim(installation: string): Promise<void>;
}

/** Where a store says whose it is: beside the files, and no hash. */
export const OWNER_KEY = 'installation';

const UNAVAILABLE = new Set('ENOSPC EDQUOT EROFS EIO EACCES EPERM EMFILE ENFILE ESTALE'.split(' '));

/** A disk that is full or fails is told as such; anything else stays what it is. */
export function orUnavailable(error: unknown): never {
  if (UNAVAILABLE.has(String((error as { code?: unknown }).code))) throw FilesUnavailable();
  throw error;
}

const HASH = /^[0-9a-f]{64}$/;

/** `ab/cdef…`: no folder holds more than a 256th of the files. */
export function keyOfHash(hash: string): string {
  if (!HASH.test(hash)) throw new RangeError('not a hash of a stored file');
  return `${hash.slice(0, 2)}/${hash.slice(2)}`;
}

/** The reverse of {@link keyOfHash}; null for what is no stored file. */
export function hashOfKey(key: string): string | null {
  const hash = key.replace('/', '');
  return HASH.test(hash) && key[2] === '/' ? hash : null;
}
