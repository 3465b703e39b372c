import { Controller, Get, Req, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  MEDIA_TYPES,
  Operation,
  PathCode,
  type SignedInRequest,
} from '../../platform/http/index.js';
import { ExportDownloads } from './export-downloads.service.js';

@ApiTags('exports')
@Controller('api/v1/exports')
export class ExportFileController {
  constructor(private readonly downloads: ExportDownloads) {}

  @Get(':id/file')
  @Operation({
    access: 'export:read',
    summary: 'The file of an export that is done',
    answer: null,
    file: [MEDIA_TYPES.csv, MEDIA_TYPES.xlsx],
    refusals: [404, 409],
  })
  file(@CallOf() call: Call, @Req() request: SignedInRequest, @PathCode('id') id: string): Promise<StreamableFile> {
    return this.downloads.open(call, id, request.scopes ?? new Set());
  }
}
