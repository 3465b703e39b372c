import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { RegionsModule } from '../regions/index.js';
import { AttachmentAdding } from './attachment-adding.service.js';
import { AttachmentAudit } from './attachment-audit.service.js';
import { AttachmentDownloads } from './attachment-downloads.service.js';
import { AttachmentFiles } from './attachment-files.service.js';
import { AttachmentStore } from './attachment.store.js';
import { AttachmentUploads } from './attachment-uploads.service.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsReadModel } from './attachments.read-model.js';
import { ErasedUploaders } from './erased-uploaders.js';
import { OrphanFiles } from './orphan-files.service.js';
import { OrphanFilesTask } from './orphan-files.task.js';
import { PictureDrawing } from './picture-drawing.service.js';

@Module({
  imports: [IssuesModule, RegionsModule],
  controllers: [AttachmentsController],
  providers: [
    AttachmentAdding,
    AttachmentAudit,
    AttachmentDownloads,
    AttachmentFiles,
    AttachmentStore,
    AttachmentUploads,
    AttachmentsReadModel,
    ErasedUploaders,
    OrphanFiles,
    OrphanFilesTask,
    PictureDrawing,
  ],
})
export class AttachmentsModule {}
