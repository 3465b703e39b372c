import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { localDateOf } from '../../kernel/local-date.js';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { RegionEditing } from './region-editing.service.js';
import { RegionInput, RegionPatch, RegionQuery, RegionView } from './regions.dto.js';
import { RegionNotFound } from './regions.errors.js';
import { presentRegion } from './regions.presenter.js';
import { Regions } from './regions.service.js';

const RegionPage = pageClass(RegionView);

@ApiTags('reference data')
@Controller('api/v1/regions')
export class RegionsController {
  constructor(
    private readonly regions: Regions,
    private readonly editing: RegionEditing,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    access: 'reference:read',
    summary: 'Regions in the order of the tree: parents before children, siblings by code',
    answer: RegionPage,
  })
  async list(@CallOf() call: Call, @Query() query: RegionQuery) {
    const tree = await this.regions.tree();
    const today = localDateOf(this.clock.now());
    return pageOfKept({
      all: tree.all(),
      query,
      cursors: this.cursors,
      sort: 'regions',
      keyOf: (region) => region.code,
      keep: (region) =>
        (query.includeAbolished === true || !tree.isAbolished(region.code, today)) &&
        (query.parentCode === undefined || region.parentCode === query.parentCode),
      present: (region) => presentRegion(region, call.language),
    });
  }

  @Get(':code')
  @Operation({ access: 'reference:read', summary: 'One region', answer: RegionView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('code') code: string): Promise<RegionView> {
    const region = (await this.regions.tree()).get(code);
    if (!region) throw RegionNotFound();
    return presentRegion(region, call.language);
  }

  @Post()
  @Operation({
    access: 'reference:write',
    summary: 'Add a region',
    answer: RegionView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: RegionInput): Promise<RegionView> {
    return this.editing.add(call, input);
  }

  @Patch(':code')
  @Operation({
    access: 'reference:write',
    summary: 'Change the names or the period of a region, or name its successor',
    answer: RegionView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('code') code: string, @Body() patch: RegionPatch): Promise<RegionView> {
    return this.editing.change(call, code, patch);
  }
}
