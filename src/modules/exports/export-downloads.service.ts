import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import type { Call } from '../../platform/http/index.js';
import { tableType } from '../../platform/tables/index.js';
import { ExportFiles } from './export-files.service.js';
import { ExportOrders } from './export-orders.service.js';
import { ExportExpired, ExportNotFound, NotReady, RightsChanged } from './exports.errors.js';
import { statusAt } from './exports.presenter.js';
import { ExportsReadModel, rightsOf } from './exports.read-model.js';

/** Hands out what was made, to whoever asked for it and still has the same rights. */
@Injectable()
export class ExportDownloads {
  constructor(
    private readonly readModel: ExportsReadModel,
    private readonly orders: ExportOrders,
    private readonly files: ExportFiles,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 for one of somebody else or past its time, 409 before it is made, 403 for other rights */
  async open(call: Call, id: string, scopes: ReadonlySet<string>): Promise<StreamableFile> {
    const row = await this.readModel.one(call.actor.userId, id);
    if (row === null) throw ExportNotFound();
    this.orders.allowed(row.kind, scopes);
    if (row.rights !== rightsOf(call.actor)) throw RightsChanged();
    const status = statusAt(row, this.clock.now());
    if (status === 'expired') throw ExportExpired();
    if (status !== 'done') throw NotReady();
    const { kind, format, fileHash, fileSize, disposition } = row;
    await this.audit.note(call, {
      action: 'report.exported',
      subject: { kind: 'export', id },
      details: { report: kind, format, query: JSON.parse(row.query) as object },
    });
    const content = call.method === 'HEAD' ? Readable.from([]) : await this.files.open(fileHash!);
    return new StreamableFile(content, { type: tableType(format), disposition: disposition!, length: fileSize! });
  }
}
