import { Injectable } from '@nestjs/common';
import { Clock, DAY } from '../../kernel/clock.js';
import { AuditTrail } from '../../platform/audit/index.js';
import { type Occasion, type Tx, UnitOfWork } from '../../platform/persistence/index.js';
import { FileLocks, type LocalFile } from '../../platform/storage/index.js';
import type { ExportFailure, TableExport } from './exports.read-model.js';
import { ExportsStore } from './exports.store.js';

/** How long a file is handed out. */
const KEPT_MS = DAY;
/** How long it is told that there was one. */
const REMEMBERED_MS = 30 * DAY;

/** The file was removed as one that nobody has before it was entered whose it is. */
export class FileSwept extends Error {
  constructor() {
    super('the file was swept before it was entered');
  }
}

/** What becomes of an export, each step in a unit of its own. */
@Injectable()
export class ExportSteps {
  constructor(
    private readonly store: ExportsStore,
    private readonly files: FileLocks,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What a process that is no more was making waits again. Nobody else may be making exports. */
  takeBack(): Promise<void> {
    return this.unitOfWork.run((tx) => this.store.takeBack(tx, this.clock.now()));
  }

  /** The next one in line; null when none waits. */
  begin(): Promise<TableExport | null> {
    return this.unitOfWork.run((tx) => this.store.begin(tx));
  }

  /** @returns false when it is wanted no longer */
  progress(attempt: TableExport, rowsDone: number): Promise<boolean> {
    return this.unitOfWork.run((tx) => this.store.progress(tx, attempt, rowsDone));
  }

  /**
   * @returns false when it is wanted no longer
   * @throws FileSwept when the file is there no longer
   */
  finish(
    attempt: TableExport,
    { rowsDone, file, disposition }: { rowsDone: number; file: LocalFile; disposition: string },
    by: Occasion,
  ): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.files.hold(tx, file.hash))) throw new FileSwept();
      const finishedAt = this.clock.now();
      const made = { rowsDone, disposition, fileHash: file.hash, fileSize: file.size };
      const isWanted = await this.store.finish(tx, attempt, { ...made, finishedAt, expiresAt: finishedAt + KEPT_MS });
      if (isWanted) this.record(tx, 'export.made', attempt, { rows: rowsDone, bytes: file.size });
      return isWanted;
    }, by);
  }

  fail(attempt: TableExport, failure: ExportFailure): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const isWanted = await this.store.fail(tx, attempt, failure, this.clock.now());
      if (isWanted) this.record(tx, 'export.failed', attempt, { failure });
    });
  }

  putBack(attempt: TableExport): Promise<void> {
    return this.unitOfWork.run((tx) => this.store.putBack(tx, attempt));
  }

  /** To be made once more. */
  again(attempt: TableExport): Promise<void> {
    return this.unitOfWork.run((tx) => this.store.again(tx, attempt));
  }

  /** Lets go of files that have expired, and forgets what is long over. @returns how many files */
  tidy(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await this.store.forget(tx, now - REMEMBERED_MS);
      return this.store.expire(tx, now);
    });
  }

  private record(tx: Tx, action: string, { id, kind, format }: TableExport, details: object): void {
    this.audit.record(tx, { action, subject: { kind: 'export', id }, details: { kind, format, ...details } });
  }
}
