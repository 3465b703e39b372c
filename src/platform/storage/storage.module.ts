import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { CONFIG, type Config } from '../config/config.js';
import { BucketFileStore } from './bucket-file-store.js';
import { FileHolders } from './file-holders.js';
import { FileLocks } from './file-locks.js';
import { FileStore } from './file-store.js';
import { FolderFileStore } from './folder-file-store.js';
import { Staging } from './staging.js';
import { StoreOwnership } from './store-ownership.js';

const folderOf = ({ files }: Config): string => join(files.dataDir, 'files');

function storeOf(config: Config): FileStore {
  const { bucket } = config.files;
  return bucket === null ? new FolderFileStore(folderOf(config)) : new BucketFileStore(bucket);
}

@Injectable()
class StorageShutdown implements OnApplicationShutdown {
  constructor(@Inject(FileStore) private readonly store: FileStore) {}

  onApplicationShutdown(): void {
    if (this.store instanceof BucketFileStore) this.store.close();
  }
}

/** Files beside the database: in a folder of the server, or in a bucket. */
@Global()
@Module({
  providers: [
    { provide: Staging, inject: [CONFIG], useFactory: (config: Config) => new Staging(join(folderOf(config), 'tmp')) },
    { provide: FileStore, inject: [CONFIG], useFactory: storeOf },
    FileHolders,
    FileLocks,
    StorageShutdown,
    StoreOwnership,
  ],
  exports: [FileHolders, FileLocks, FileStore, Staging, StoreOwnership],
})
export class StorageModule {}
