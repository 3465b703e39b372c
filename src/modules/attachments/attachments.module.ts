import { Module } from '@nestjs/common';
import { HOUR } from '../../kernel/clock.js';
import { Sweeps } from '../../platform/scheduling/index.js';
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
    PictureDrawing,
  ],
})
export class AttachmentsModule {
  constructor(sweeps: Sweeps, orphans: OrphanFiles) {
    // At the start for what a killed process has left.
    sweeps.register({
      name: 'orphan-files',
      every: HOUR,
      atStart: true,
      run: async (attempt) => ({ removed: await orphans.sweep(attempt) }),
    });
  }
}
