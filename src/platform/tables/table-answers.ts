import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { type Language, say } from '../../kernel/language.js';
import { AuditTrail } from '../audit/index.js';
import { type Call, contentDisposition, type FileFormat, MEDIA_TYPES } from '../http/index.js';
import { csvStream } from './csv.js';
import type { Table } from './table.js';
import { xlsxStream } from './xlsx.js';

interface Wish {
  readonly format: FileFormat;
  /** As the caller sent it, for the audit trail. */
  readonly query: object;
}

/** The table as a file, made as fast as the reader takes it. */
export function tableStream<Row>(table: Table<Row>, format: FileFormat, language: Language): Readable {
  return format === 'csv' ? csvStream(table, language) : xlsxStream(table, language);
}

/** Value of the `Content-Type` header. */
export function contentType(format: FileFormat): string {
  return format === 'csv' ? `${MEDIA_TYPES.csv}; charset=utf-8` : MEDIA_TYPES[format];
}

/** Answers of routes that can also be had as a file. */
@Injectable()
export class TableAnswers {
  constructor(private readonly audit: AuditTrail) {}

  /** The answer with its headers; on record before its first row leaves. */
  async file<Row>(call: Call, table: Table<Row>, { format, query }: Wish): Promise<StreamableFile> {
    const { language, method } = call;
    await this.audit.note(call, { action: 'report.exported', details: { report: table.file, format, query } });
    const [name, plain] = [say(table.name, language), table.file].map(
      (each) => `${[each, table.suffix].filter(Boolean).join('-')}.${format}`,
    );
    // Nothing is read for somebody who asks for the headers only.
    const content = method === 'HEAD' ? Readable.from([]) : tableStream(table, format, language);
    return new StreamableFile(content, {
      type: contentType(format),
      disposition: contentDisposition(name!, plain),
    });
  }
}
