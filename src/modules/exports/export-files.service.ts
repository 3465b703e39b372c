import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { FileHolders, FileStore, type LocalFile, Staging, StoreOwnership } from '../../platform/storage/index.js';
import { ExportsReadModel } from './exports.read-model.js';

/** The files of exports lie beside the attachments; those that are let go are swept with the orphans there. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly files: FileStore,
    private readonly staging: Staging,
    private readonly ownership: StoreOwnership,
    holders: FileHolders,
    readModel: ExportsReadModel,
  ) {
    holders.register((session, hashes) => readModel.held(session, hashes));
  }

  /** Keeps what the stream gives. @param kept is called when the file is durable */
  async keep<T>(content: Readable, kept: (file: LocalFile) => Promise<T>): Promise<T> {
    return this.staging.within(async (desk) => {
      const file = await desk.receive(content);
      await this.ownership.mustBeOurs();
      await this.files.put(file);
      return kept(file);
    });
  }

  open(hash: string): Promise<Readable> {
    return this.files.open(hash);
  }
}
