import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { DomainError, problem } from '../../kernel/domain-error.js';
import { invalidField } from './validation.pipe.js';

const NoForm = problem(
  'unsupported',
  'request.form-type',
  '请以 multipart/form-data 提交文件',
  'Send the file as multipart/form-data',
);
const BrokenForm = problem(
  'invalid',
  'request.form-broken',
  '表单内容不完整或格式不正确',
  'The form is incomplete or malformed',
);
export const FileTooLarge = problem(
  'too-large',
  'attachment.too-large',
  '文件超过 {mebibytes} MiB',
  'The file is larger than {mebibytes} MiB',
);

const MEBIBYTE = 1_048_576;
const LONGEST_VALUE = 1_000;

export interface FileForm<T> {
  /** As the client calls it: not to be trusted. */
  readonly name: string;
  readonly file: T;
  readonly fields: ReadonlyMap<string, string>;
}

interface FormPlan<T> {
  /** Largest file, in bytes. */
  readonly limit: number;
  /** Text fields that may come along. */
  readonly fields: readonly string[];
  /** Takes the file to where it is kept for now, as it arrives. */
  readonly keep: (content: Readable) => Promise<T>;
}

/**
 * Reads a form with one file in the field `file`, never more of it in memory than a piece.
 * @throws DomainError 400, 413 or 415
 */
export async function receiveFileForm<T>(request: FastifyRequest, plan: FormPlan<T>): Promise<FileForm<T>> {
  if (!request.isMultipart()) throw NoForm();
  try {
    return await readForm(request, plan);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    // What is still on its way is let flow away: a client that cannot finish sending does not read its answer.
    request.raw.unpipe();
    request.raw.resume();
  }
}

async function readForm<T>(request: FastifyRequest, { limit, fields, keep }: FormPlan<T>): Promise<FileForm<T>> {
  const values = new Map<string, string>();
  let received: { readonly name: string; readonly file: T } | null = null;
  const limits = { fileSize: limit, files: 2, fields: fields.length + 1, fieldSize: LONGEST_VALUE, headerPairs: 20 };
  for await (const part of request.parts({ limits })) {
    if (isFile(part) && received === null && part.fieldname === 'file') received = await keepFile(part, limit, keep);
    else if (!isFile(part) && fields.includes(part.fieldname) && !values.has(part.fieldname))
      values.set(part.fieldname, textOf(part.value));
    else
      throw invalidField(part.fieldname.slice(0, 200), 'whitelistValidation', '不认识的字段', 'is not a known field');
  }
  if (received === null) throw invalidField('file', 'isDefined', '必填', 'is required');
  return { ...received, fields: values };
}

const isFile = (part: Multipart): part is MultipartFile => part.type === 'file';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

async function keepFile<T>({ file, filename }: MultipartFile, limit: number, keep: FormPlan<T>['keep']) {
  const kept = await keep(file);
  if (file.truncated) throw FileTooLarge({ mebibytes: Math.round(limit / MEBIBYTE) });
  return { name: filename, file: kept };
}

// The parser throws plain errors, the plugin those of Fastify, and a stream that breaks off says so.
function asRefusal(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const { code = '', name } = error as { code?: string; name?: string };
  const ofForm =
    /^(FST_|ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|ABORT_ERR)/.test(code) || (code === '' && name === 'Error');
  return ofForm ? BrokenForm() : error;
}
