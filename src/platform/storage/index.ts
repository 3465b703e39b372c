export { FileHolders } from './file-holders.js';
export { FileLocks } from './file-locks.js';
export { FileStore, FilesUnavailable, type LocalFile } from './file-store.js';
export { type Desk, Staging } from './staging.js';
export { StoreOwnership } from './store-ownership.js';
export { StorageModule } from './storage.module.js';
