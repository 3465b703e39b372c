import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { ChainEditing } from './chain-editing.service.js';
import { ChainInput, ChainPatch, ChainQuery, ChainView } from './chains.dto.js';
import { ReferenceData } from './reference-data.service.js';
import { ChainNotFound } from './reference.errors.js';
import { presentChain } from './reference.presenter.js';

const ChainPage = pageClass(ChainView);

@ApiTags('reference data')
@Controller('api/v1/chains')
export class ChainsController {
  constructor(
    private readonly reference: ReferenceData,
    private readonly editing: ChainEditing,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'reference:read', summary: 'Industrial chains by cluster', answer: ChainPage })
  async list(@CallOf() call: Call, @Query() query: ChainQuery) {
    const chains = await this.reference.chains();
    const { clusterCode, includeInactive } = query;
    return pageOfKept({
      all: [...chains.values()],
      query,
      cursors: this.cursors,
      sort: 'chains',
      keyOf: ({ code }) => code,
      keep: (chain) =>
        (includeInactive === true || chain.active) && (clusterCode === undefined || chain.clusterCode === clusterCode),
      present: (chain) => presentChain(chain, call.language),
    });
  }

  @Get(':code')
  @Operation({ access: 'reference:read', summary: 'One industrial chain', answer: ChainView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('code') code: string): Promise<ChainView> {
    const chain = (await this.reference.chains()).get(code);
    if (!chain) throw ChainNotFound();
    return presentChain(chain, call.language);
  }

  @Post()
  @Operation({
    access: 'reference:write',
    summary: 'Add an industrial chain',
    answer: ChainView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: ChainInput): Promise<ChainView> {
    return this.editing.add(call, input);
  }

  @Patch(':code')
  @Operation({
    access: 'reference:write',
    summary: 'Change an industrial chain or the names of its cluster',
    answer: ChainView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('code') code: string, @Body() patch: ChainPatch): Promise<ChainView> {
    return this.editing.change(call, code, patch);
  }
}
