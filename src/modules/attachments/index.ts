export { OrphanFiles } from './orphan-files.service.js';
export { AttachmentsModule } from './attachments.module.js';
