import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type supertest from 'supertest';
import type { SignedIn } from './people.js';

/** An attachment as somebody is told of it. */
export interface ToldAttachment {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly uploadedBy: string | null;
  readonly uploadedByRole: string;
  readonly visibleToEnterprise: boolean;
}

interface HasId {
  readonly id: string;
}

interface Upload {
  readonly name?: string;
  readonly declared?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export const attachmentsOf = ({ id }: HasId): string => `/api/v1/issues/${id}/attachments`;

export function upload(by: SignedIn, issue: HasId, content: Buffer, options: Upload = {}): supertest.Test {
  const { name = '材料.txt', declared, fields = {} } = options;
  const request = by.post(attachmentsOf(issue));
  for (const [field, value] of Object.entries(fields)) void request.field(field, value);
  return request.attach('file', content, { filename: name, ...(declared ? { contentType: declared } : {}) });
}

/** Fails when it is refused. */
export async function attached(by: SignedIn, issue: HasId, content: Buffer, options?: Upload): Promise<ToldAttachment> {
  const answer = await upload(by, issue, content, options);
  if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${answer.text}`);
  return answer.body as ToldAttachment;
}

export async function attachmentsFor(by: SignedIn, issue: HasId): Promise<ToldAttachment[]> {
  const { body } = await by.get(attachmentsOf(issue)).expect(200);
  return (body as { items: ToldAttachment[] }).items;
}

/** With its bytes in `body`. */
export function download(by: SignedIn, issue: HasId, { id }: HasId): supertest.Test {
  return by
    .get(`${attachmentsOf(issue)}/${id}`)
    .buffer(true)
    .parse(bytes);
}

const bytes = (answer: supertest.Response, done: (error: Error | null, body: Buffer) => void): void => {
  const stream = answer as unknown as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
};

/** Every file under the folder, stored or on its way. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => statSync(join(folder, name)).isFile());
  } catch {
    return [];
  }
}
