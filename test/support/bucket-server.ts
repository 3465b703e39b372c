import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  readonly content: Buffer;
  readonly at: Date;
}

/** A real HTTP server that speaks as much of the S3 protocol as its official client needs for files, also in parts. */
export class BucketServer {
  readonly objects = new Map<string, Kept>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  readonly seen: string[] = [];
  /** Answers everything with 503 from now on. */
  isDown = false;
  /** Says that a part does not fit any more. */
  refusesParts = false;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<BucketServer> {
    const bucket = new BucketServer();
    await new Promise<void>((listening) => bucket.server.listen(0, '127.0.0.1', listening));
    return bucket;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      ZHUQI_S3_ENDPOINT: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      ZHUQI_S3_BUCKET: 'zhuqi',
      ZHUQI_S3_ACCESS_KEY: 'key-of-the-bucket',
      ZHUQI_S3_SECRET_KEY: 'secret-of-the-bucket',
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url!, 'http://bucket');
    const isSigned = /Credential=key-of-the-bucket\//.test(request.headers.authorization ?? '');
    this.seen.push(`${request.method} ${url.pathname}`);
    const key = /^\/zhuqi\/?(.*)$/.exec(url.pathname)?.[1];
    if (this.isDown) return void response.writeHead(503).end(error('ServiceUnavailable'));
    if (key === undefined || !isSigned) return void response.writeHead(403).end(error('AccessDenied'));
    const call = { key, body: Buffer.concat(parts), query: url.searchParams };
    const [status, text, headers = {}] = this.handle(request.method!, call);
    response.writeHead(status, { 'Content-Length': Buffer.byteLength(text), ...headers });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  private handle(
    method: string,
    { key, body, query }: { key: string; body: Buffer; query: URLSearchParams },
  ): readonly [number, string | Buffer, Record<string, string>?] {
    const upload = this.uploads.get(query.get('uploadId') ?? '');
    if (method === 'POST' && query.has('uploads')) return this.begin(key);
    if (upload && method === 'PUT') return this.part(upload, Number(query.get('partNumber')), body);
    if (query.has('uploadId')) return this.end(method, key, query.get('uploadId')!);
    if (method === 'PUT') return this.keep(key, body);
    if (method === 'DELETE') return this.drop(key);
    if (key === '') return [200, this.listing()];
    const found = this.objects.get(key);
    if (!found) return [404, error('NoSuchKey')];
    return [200, found.content, { 'Last-Modified': found.at.toUTCString(), ETag: etag(found.content) }];
  }

  private begin(key: string): readonly [number, string] {
    const id = `upload-${this.uploads.size + 1}`;
    this.uploads.set(id, new Map());
    return [200, xml('InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`)];
  }

  private part(upload: Map<number, Buffer>, number: number, body: Buffer): [number, string, Record<string, string>?] {
    if (this.refusesParts && number > 1) return [507, error('InsufficientStorage')];
    upload.set(number, body);
    return [200, '', { ETag: etag(body) }];
  }

  private end(method: string, key: string, id: string): readonly [number, string] {
    const upload = this.uploads.get(id) ?? new Map<number, Buffer>();
    this.uploads.delete(id);
    if (method === 'DELETE') return [204, ''];
    const content = Buffer.concat([...upload.entries()].sort(([a], [b]) => a - b).map(([, part]) => part));
    this.objects.set(key, { content, at: new Date() });
    return [200, xml('CompleteMultipartUploadResult', `<Key>${key}</Key><ETag>${etag(content)}</ETag>`)];
  }

  private keep(key: string, content: Buffer): [number, string, Record<string, string>] {
    this.objects.set(key, { content, at: new Date() });
    return [200, '', { ETag: etag(content) }];
  }

  private drop(key: string): readonly [number, string] {
    this.objects.delete(key);
    return [204, ''];
  }

  private listing(): string {
    const contents = [...this.objects].map(
      ([key, { content, at }]) =>
        `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${content.length}</Size></Contents>`,
    );
    return xml('ListBucketResult', `<IsTruncated>false</IsTruncated>${contents.join('')}`);
  }
}

const etag = (content: Buffer): string => `"${createHash('md5').update(content).digest('hex')}"`;
const xml = (name: string, inside: string): string => `<?xml version="1.0"?><${name}>${inside}</${name}>`;
const error = (code: string): string => xml('Error', `<Code>${code}</Code><Message>no</Message>`);
