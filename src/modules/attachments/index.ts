export { OrphanFiles } from './orphan-files.service.js';
export { OrphanFilesTask } from './orphan-files.task.js';
export { AttachmentsModule } from './attachments.module.js';
