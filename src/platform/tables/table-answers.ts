import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { problem } from '../../kernel/domain-error.js';
import { type Language, say } from '../../kernel/language.js';
import { AuditTrail } from '../audit/index.js';
import { type Call, contentDisposition, type FileFormat, MEDIA_TYPES } from '../http/index.js';
import { csvStream } from './csv.js';
import type { Table } from './table.js';
import type { TableSource } from './table-sources.js';
import { xlsxStream } from './xlsx.js';

/** Rows that are written while the caller waits. */
const MOST_AT_ONCE = 10_000;

const TooManyRows = problem(
  'rule-broken',
  'export.too-many-rows',
  '共 {total} 行，一次最多直接导出 {most} 行；请缩小范围，或提交后台导出（POST /api/v1/exports）',
  '{total} rows are more than the {most} that can be had at once; narrow it down, or have it made in the background (POST /api/v1/exports)',
);

interface Wish<Query extends object> {
  readonly format: FileFormat;
  /** As the caller sent it. */
  readonly query: Query;
}

/** The table as a file, made as fast as the reader takes it. */
export function tableStream<Row>(table: Table<Row>, format: FileFormat, language: Language): Readable {
  return format === 'csv' ? csvStream(table, language) : xlsxStream(table, language);
}

/** Value of the `Content-Type` header. */
export function tableType(format: FileFormat): string {
  return format === 'csv' ? `${MEDIA_TYPES.csv}; charset=utf-8` : MEDIA_TYPES[format];
}

/** Headers of a table that is to be saved as a file. */
export function tableHeaders(
  { name, file, suffix }: Pick<Table<unknown>, 'name' | 'file' | 'suffix'>,
  format: FileFormat,
  language: Language,
): { readonly type: string; readonly disposition: string } {
  const [real, plain] = [say(name, language), file].map(
    (each) => `${suffix === undefined ? each : `${each}-${suffix}`}.${format}`,
  );
  return {
    type: tableType(format),
    disposition: contentDisposition(real!, plain),
  };
}

/** Answers of routes that can also be had as a file. */
@Injectable()
export class TableAnswers {
  constructor(private readonly audit: AuditTrail) {}

  /** @throws DomainError 422 `export.too-many-rows` */
  async from<Query extends object>(call: Call, source: TableSource<Query>, wish: Wish<Query>): Promise<StreamableFile> {
    return this.file(call, await source.open(call, wish.query), wish);
  }

  /**
   * The answer with its headers; on record before its first row leaves.
   * @throws DomainError 422 `export.too-many-rows`
   */
  async file<Row>(call: Call, table: Table<Row>, { format, query }: Wish<object>): Promise<StreamableFile> {
    const { language, method } = call;
    const { total = 0 } = table;
    if (total > MOST_AT_ONCE) throw TooManyRows({ total, most: MOST_AT_ONCE });
    await this.audit.note(call, { action: 'report.exported', details: { report: table.file, format, query } });
    // Nothing is read for somebody who asks for the headers only.
    const content = method === 'HEAD' ? Readable.from([]) : tableStream(table, format, language);
    return new StreamableFile(content, tableHeaders(table, format, language));
  }
}
