import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  Operation,
  pageClass,
  pageOf,
  PathCode,
} from '../../platform/http/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { CadreEditing } from './cadre-editing.service.js';
import { CadreInput, CadrePatch, CadreQuery, CadreView } from './cadres.dto.js';
import { CadreNotFound } from './cadres.errors.js';
import { presentCadre } from './cadres.presenter.js';
import { CadresReadModel } from './cadres.read-model.js';
import { cadreVisibility, seesCadre } from './domain/cadre-access.js';

const CadrePage = pageClass(CadreView);
const NEWEST_FIRST = 'cadres:-id';

@ApiTags('cadres')
@Controller('api/v1/cadres')
export class CadresController {
  constructor(
    private readonly readModel: CadresReadModel,
    private readonly editing: CadreEditing,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'cadre:read', summary: 'Cadres, newest first', answer: CadrePage })
  async list(@CallOf() call: Call, @Query() { limit = DEFAULT_LIMIT, cursor, count, ...search }: CadreQuery) {
    const visibility = cadreVisibility(call.actor);
    const trees = { regions: await this.regions.tree(), categories: await this.reference.categories() };
    const after = cursor === undefined ? null : String(this.cursors.decode(cursor, NEWEST_FIRST)[0]);
    const [rows, departments, total] = await Promise.all([
      this.readModel.list(visibility, search, trees, { limit, after }),
      this.reference.departments(),
      count ? this.readModel.count(visibility, search, trees) : undefined,
    ]);
    const page = pageOf(
      rows,
      limit,
      ({ id }) => this.cursors.encode(NEWEST_FIRST, [id]),
      (cadre) => presentCadre(cadre, call, departments),
    );
    return total === undefined ? page : { ...page, total };
  }

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
