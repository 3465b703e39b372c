import { Global, Module } from '@nestjs/common';
import { join } from 'node:path';
import { CONFIG, type Config } from '../config/config.js';
import { FileStore } from './file-store.js';
import { FolderFileStore } from './folder-file-store.js';
import { Staging } from './staging.js';

const folderOf = ({ files }: Config): string => join(files.dataDir, 'files');

/** Files beside the database: in a folder of the server, or in a bucket. */
@Global()
@Module({
  providers: [
    { provide: Staging, inject: [CONFIG], useFactory: (config: Config) => new Staging(join(folderOf(config), 'tmp')) },
    { provide: FileStore, inject: [CONFIG], useFactory: (config: Config) => new FolderFileStore(folderOf(config)) },
  ],
  exports: [FileStore, Staging],
})
export class StorageModule {}
