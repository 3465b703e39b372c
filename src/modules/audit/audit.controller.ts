import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { AuditListQuery, AuditPage } from './audit.dto.js';
import { presentEntry } from './audit.presenter.js';
import { AuditReadModel } from './audit.read-model.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly readModel: AuditReadModel) {}

  @Get()
  @Operation({
    access: 'audit:read',
    summary: 'Who did what, newest first',
    description:
      'Entries of the regions that the caller answers for; phones, names of contacts and secrets are masked.',
    answer: AuditPage,
  })
  async list(@CallOf() call: Call, @Query() query: AuditListQuery) {
    const page = await this.readModel.list(call.actor, query);
    return { ...page, items: page.items.map(presentEntry) };
  }
}
