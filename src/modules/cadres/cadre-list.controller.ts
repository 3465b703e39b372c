import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  type Format,
  FormatOf,
  Operation,
  type Page,
  pageClass,
  pageOf,
} from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { ReferenceData } from '../reference/index.js';
import { Regions } from '../regions/index.js';
import { CadreTable } from './cadre-table.service.js';
import { CadreQuery, CadreView } from './cadres.dto.js';
import { presentCadre } from './cadres.presenter.js';
import { CadresReadModel } from './cadres.read-model.js';
import { cadreVisibility } from './domain/cadre-access.js';

const CadrePage = pageClass(CadreView);
const NEWEST_FIRST = 'cadres:-id';

@ApiTags('cadres')
@Controller('api/v1/cadres')
export class CadreListController {
  constructor(
    private readonly readModel: CadresReadModel,
    private readonly regions: Regions,
    private readonly reference: ReferenceData,
    private readonly cursors: Cursors,
    private readonly table: CadreTable,
    private readonly tables: TableAnswers,
  ) {}

  @Get()
  @Operation({
    access: 'cadre:read',
    summary: 'Cadres, newest first',
    answer: CadrePage,
    table: true,
    refusals: [422],
  })
  async list(
    @CallOf() call: Call,
    @Query() query: CadreQuery,
    @FormatOf() format: Format,
  ): Promise<Page<CadreView> | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table, { format, query });
    const { limit = DEFAULT_LIMIT, cursor, count, ...search } = query;
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
}
