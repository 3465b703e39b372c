import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { type Call, type FileForm, invalidField, receiveFileForm, Writes } from '../../platform/http/index.js';
import { type Desk, type LocalFile, Staging } from '../../platform/storage/index.js';
import { AttachmentAdding, type NewAttachment } from './attachment-adding.service.js';
import { AttachmentFiles } from './attachment-files.service.js';
import type { AttachmentView } from './attachments.dto.js';
import { EmptyFile, WrongFileType } from './attachments.errors.js';
import { cleanName } from './domain/file-name.js';
import { inspected } from './file-inspection.js';
import { PictureDrawing } from './picture-drawing.service.js';

const VISIBLE = 'visibleToEnterprise';

/** The way of a file from the network to the issue: received, looked at, stored, and only then entered. */
@Injectable()
export class AttachmentUploads {
  constructor(
    private readonly adding: AttachmentAdding,
    private readonly staging: Staging,
    private readonly pictures: PictureDrawing,
    private readonly files: AttachmentFiles,
    private readonly writes: Writes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws DomainError 400, 403, 404, 409, 413, 415, 422 or 503; nothing of the upload is left then */
  async upload(call: Call, issueId: string, request: FastifyRequest): Promise<AttachmentView> {
    await this.adding.mustBePossible(call, issueId);
    return this.staging.within(async (desk) => {
      const form = await receiveFileForm(request, {
        limit: this.config.files.attachmentBytes,
        fields: [VISIBLE],
        keep: (content) => desk.receive(content),
      });
      const visibleToEnterprise = flagOf(form.fields.get(VISIBLE));
      const { file, ...facts } = await this.prepared(desk, form);
      await this.files.put(file);
      const attachment: NewAttachment = { ...facts, visibleToEnterprise };
      // What makes two uploads the same one, since the form itself has boundaries that are different each time.
      const body = { sha256: form.file.hash, name: form.name, visibleToEnterprise };
      return this.enter({ ...call, body }, issueId, attachment);
    });
  }

  private async enter(call: Call, issueId: string, attachment: NewAttachment): Promise<AttachmentView> {
    try {
      return await this.writes.once(call, (tx) => this.adding.add(tx, call, issueId, attachment));
    } catch (error) {
      // The sweep finds it if this fails as well.
      await this.files.removeUnused(attachment.fileHash).catch(() => false);
      throw error;
    }
  }

  private async prepared(desk: Desk, { name, file }: FileForm<LocalFile>) {
    if (file.size === 0) throw EmptyFile();
    const found = await inspected(file.path, name);
    if (found === null) throw WrongFileType();
    const { kind, charset } = found;
    const kept = kind.image ? await this.redrawn(desk, file) : file;
    return {
      file: kept,
      fileHash: kept.hash,
      name: cleanName(name, kind),
      mediaType: kind.mediaType,
      charset,
      size: kept.size,
      originalSize: file.size,
    };
  }

  private async redrawn(desk: Desk, { path }: LocalFile): Promise<LocalFile> {
    const target = desk.newPath();
    await this.pictures.redraw(path, target);
    return desk.measured(target);
  }
}

function flagOf(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalidField(VISIBLE, 'isBoolean', '必须是 true 或 false', 'must be true or false');
}
