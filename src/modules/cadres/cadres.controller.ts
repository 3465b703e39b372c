import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { CadreEditing } from './cadre-editing.service.js';
import { CadreInput, CadrePatch, CadreView } from './cadres.dto.js';
import { CadreNotFound } from './cadres.errors.js';
import { presentCadre } from './cadres.presenter.js';
import { CadresReadModel } from './cadres.read-model.js';
import { cadreVisibility, seesCadre } from './domain/cadre-access.js';

@ApiTags('cadres')
@Controller('api/v1/cadres')
export class CadresController {
  constructor(
    private readonly readModel: CadresReadModel,
    private readonly editing: CadreEditing,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
  ) {}

  @Get(':id')
  @Operation({ access: 'cadre:read', summary: 'One cadre', answer: CadreView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('id') id: string): Promise<CadreView> {
    const [cadre, tree] = await Promise.all([this.readModel.find(id), this.regions.tree()]);
    const visible =
      cadre && seesCadre(cadreVisibility(call.actor), cadre, (code, ancestor) => tree.isWithin(code, ancestor));
    if (!visible) throw CadreNotFound();
    return presentCadre(cadre, call, await this.reference.departments());
  }

  @Post()
  @Operation({
    access: 'cadre:write',
    summary: 'Enter a cadre in the roster',
    answer: CadreView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: CadreInput): Promise<CadreView> {
    return this.editing.add(call, input);
  }

  @Patch(':id')
  @Operation({
    access: 'cadre:write',
    summary: 'Change what is known of a cadre',
    description: 'Taking a cadre with open issues off duty is refused: hand them over first.',
    answer: CadreView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: CadrePatch): Promise<CadreView> {
    return this.editing.change(call, id, patch);
  }
}
