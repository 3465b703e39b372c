import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Instant } from '../../kernel/clock.js';
import type { BucketConfig } from '../config/files-config.js';
import {
  FileStore,
  FilesUnavailable,
  hashOfKey,
  keyOfHash,
  type LocalFile,
  OWNER_KEY,
  type StoredFile,
} from './file-store.js';

const CONNECTION_MS = 2_000;
const ANSWER_MS = 15_000;
const TRIES = 2;
const PART_BYTES = 5 * 1_048_576;

/** Files in a bucket that speaks the S3 protocol, through its official client. */
export class BucketFileStore extends FileStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, accessKey, secretKey }: BucketConfig) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // Servers in one's own house seldom have a name for every bucket.
      forcePathStyle: true,
      maxAttempts: TRIES,
      requestHandler: { connectionTimeout: CONNECTION_MS, requestTimeout: ANSWER_MS },
      // Every request is signed over the hash of its body; the newer checksums are not known everywhere.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** In parts of a few MiB, one after the other; an upload that fails half-way is given up there as well. */
  override async put({ path, hash }: LocalFile): Promise<void> {
    const upload = new Upload({
      client: this.client,
      params: { ...this.at(hash), Body: createReadStream(path) },
      partSize: PART_BYTES,
      queueSize: 1,
    });
    await upload.done().catch(unavailable);
  }

  override async storedAt(hash: string): Promise<Instant | null> {
    const found = await this.client.send(new HeadObjectCommand(this.at(hash))).catch(nullIfMissing);
    return found?.LastModified?.getTime() ?? null;
  }

  override async open(hash: string): Promise<Readable> {
    const found = await this.client.send(new GetObjectCommand(this.at(hash))).catch(nullIfMissing);
    if (found === null) throw new Error('the file of an attachment is not in the bucket');
    return found.Body as Readable;
  }

  override async remove(hash: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.at(hash))).catch(unavailable);
  }

  override async *list(): AsyncIterable<StoredFile> {
    let next: string | undefined;
    do {
      const request = new ListObjectsV2Command({ Bucket: this.bucket, ContinuationToken: next });
      const page = await this.client.send(request).catch(unavailable);
      for (const { Key = '', LastModified } of page.Contents ?? []) {
        const hash = hashOfKey(Key);
        if (hash !== null && LastModified) yield { hash, storedAt: LastModified.getTime() };
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
  }

  override async owner(): Promise<string | null> {
    const at = { Bucket: this.bucket, Key: OWNER_KEY };
    const found = await this.client.send(new GetObjectCommand(at)).catch(nullIfMissing);
    const text = await found?.Body?.transformToString().catch(unavailable);
    return text === undefined ? null : text.trim();
  }

  override async claim(installation: string): Promise<void> {
    const request = new PutObjectCommand({ Bucket: this.bucket, Key: OWNER_KEY, Body: `${installation}\n` });
    await this.client.send(request).catch(unavailable);
  }

  close(): void {
    this.client.destroy();
  }

  private at(hash: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.bucket, Key: keyOfHash(hash) };
  }
}

// Whatever the bucket answers, it is not the client's fault; its words, which name keys, stay in the cause.
function unavailable(error: unknown): never {
  throw Object.assign(FilesUnavailable(), { cause: error });
}

function nullIfMissing(error: unknown): null {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404) return null;
  return unavailable(error);
}
