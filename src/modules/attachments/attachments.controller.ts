import { Readable } from 'node:stream';
import { Controller, Get, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Call, CallOf, contentDisposition, Operation, PathCode, TakesFile } from '../../platform/http/index.js';
import { AttachmentDownloads, type FoundFile } from './attachment-downloads.service.js';
import { AttachmentUploads } from './attachment-uploads.service.js';
import { AttachmentPageView, AttachmentView } from './attachments.dto.js';
import { MEDIA_TYPES } from './domain/file-kind.js';

@ApiTags('attachments')
@Controller('api/v1/issues/:issueId/attachments')
export class AttachmentsController {
  constructor(
    private readonly uploads: AttachmentUploads,
    private readonly downloads: AttachmentDownloads,
  ) {}

  @Get()
  @Operation({
    access: 'issue:read',
    summary: 'The attachments of an issue that the caller may have, oldest first',
    answer: AttachmentPageView,
    refusals: [404],
  })
  async list(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<AttachmentPageView> {
    return { items: await this.downloads.list(call, issueId), nextCursor: null };
  }

  @Post()
  @TakesFile()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    required: true,
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'JPEG, PNG, WebP, PDF, docx, xlsx, pptx, txt or csv.' },
        visibleToEnterprise: {
          type: 'string',
          enum: ['true', 'false'],
          default: 'false',
          description: 'Whether the enterprise may have it; what an enterprise uploads it always may.',
        },
      },
    },
  })
  @Operation({
    access: 'issue:act',
    summary: 'Attach a file to an open issue',
    description:
      'Its type is told by its content. Pictures are drawn anew, upright and without metadata. At most 20 files for each issue.',
    answer: AttachmentView,
    status: 201,
    refusals: [404, 409, 422],
    repeatable: true,
  })
  upload(
    @CallOf() call: Call,
    @PathCode('issueId') issueId: string,
    @Req() request: FastifyRequest,
  ): Promise<AttachmentView> {
    return this.uploads.upload(call, issueId, request);
  }

  @Get(':attachmentId')
  @ApiResponse({ status: 304, description: 'The caller has it already (`If-None-Match`).' })
  @Operation({
    access: 'issue:read',
    summary: 'One attachment, to be saved: a browser is kept from showing or running it',
    answer: null,
    file: MEDIA_TYPES,
    refusals: [404],
  })
  async download(
    @CallOf() call: Call,
    @PathCode('issueId') issueId: string,
    @PathCode('attachmentId') attachmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const file = await this.downloads.find(call, issueId, attachmentId);
    void reply.headers(headersOf(file));
    if (reply.request.headers['if-none-match']?.includes(file.hash)) {
      void reply.status(304);
      return undefined;
    }
    const content = call.method === 'HEAD' ? Readable.from([]) : await this.downloads.open(file);
    void reply.type(file.charset === null ? file.mediaType : `${file.mediaType}; charset=${file.charset}`);
    void reply.header('Content-Length', file.size);
    return new StreamableFile(content);
  }
}

/** Whatever a file holds, a browser saves it and neither shows, runs nor guesses it, and no other site gets at it. */
function headersOf({ name, hash }: FoundFile): Record<string, string> {
  return {
    'Content-Disposition': contentDisposition(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ETag: `"${hash}"`,
  };
}
