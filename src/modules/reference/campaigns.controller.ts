import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { CampaignEditing } from './campaign-editing.service.js';
import { CampaignInput, CampaignPatch, CampaignQuery, CampaignView } from './campaigns.dto.js';
import { ReferenceData } from './reference-data.service.js';
import { CampaignNotFound } from './reference.errors.js';
import { presentCampaign } from './reference.presenter.js';

const CampaignPage = pageClass(CampaignView);

@ApiTags('reference data')
@Controller('api/v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly reference: ReferenceData,
    private readonly editing: CampaignEditing,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'reference:read', summary: 'Campaigns, oldest first', answer: CampaignPage })
  async list(@CallOf() call: Call, @Query() query: CampaignQuery) {
    const campaigns = await this.reference.campaigns();
    return pageOfKept({
      all: [...campaigns.values()],
      query,
      cursors: this.cursors,
      sort: 'campaigns',
      keyOf: ({ code }) => code,
      keep: ({ active }) => query.includeInactive === true || active,
      present: (campaign) => presentCampaign(campaign, call.language),
    });
  }

  @Get(':code')
  @Operation({ access: 'reference:read', summary: 'One campaign', answer: CampaignView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('code') code: string): Promise<CampaignView> {
    const campaign = (await this.reference.campaigns()).get(code);
    if (!campaign) throw CampaignNotFound();
    return presentCampaign(campaign, call.language);
  }

  @Post()
  @Operation({
    access: 'reference:write',
    summary: 'Add a campaign',
    answer: CampaignView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: CampaignInput): Promise<CampaignView> {
    return this.editing.add(call, input);
  }

  @Patch(':code')
  @Operation({
    access: 'reference:write',
    summary: 'Change a campaign or switch it off',
    answer: CampaignView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('code') code: string, @Body() patch: CampaignPatch): Promise<CampaignView> {
    return this.editing.change(call, code, patch);
  }
}
