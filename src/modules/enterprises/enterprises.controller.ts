import { Body, Controller, Get, Param, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
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
  PathCode,
} from '../../platform/http/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import type { EnterpriseRow } from './domain/enterprise.js';
import { creditCodeOfText } from './enterprise-checks.service.js';
import { EnterpriseEditing } from './enterprise-editing.service.js';
import { EnterpriseTable } from './enterprise-table.service.js';
import { EnterpriseInput, EnterprisePatch, EnterpriseQuery, EnterpriseView } from './enterprises.dto.js';
import { EnterpriseNotFound } from './enterprises.errors.js';
import { presentEnterprise } from './enterprises.presenter.js';
import { EnterprisesReadModel } from './enterprises.read-model.js';

const EnterprisePage = pageClass(EnterpriseView);
const NEWEST_FIRST = 'enterprises:-id';

@ApiTags('enterprises')
@Controller('api/v1/enterprises')
export class EnterprisesController {
  constructor(
    private readonly readModel: EnterprisesReadModel,
    private readonly editing: EnterpriseEditing,
    private readonly cursors: Cursors,
    private readonly table: EnterpriseTable,
    private readonly tables: TableAnswers,
  ) {}

  @Get()
  @Operation({
    access: 'enterprise:read',
    summary: 'Enterprises, newest first',
    answer: EnterprisePage,
    table: true,
    refusals: [422],
  })
  async list(
    @CallOf() call: Call,
    @Query() query: EnterpriseQuery,
    @FormatOf() format: Format,
  ): Promise<Page<EnterpriseView> | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table, { format, query });
    const { limit = DEFAULT_LIMIT, cursor, count, ...search } = query;
    const { actor } = call;
    const after = cursor === undefined ? null : String(this.cursors.decode(cursor, NEWEST_FIRST)[0]);
    const [rows, total] = await Promise.all([
      this.readModel.list(actor, search, { limit, after }),
      count ? this.readModel.count(actor, search) : undefined,
    ]);
    const cursorOf = ({ id }: EnterpriseRow): string => this.cursors.encode(NEWEST_FIRST, [id]);
    const page = pageOf(rows, limit, cursorOf, (enterprise) => presentEnterprise(enterprise, actor, 'list'));
    return total === undefined ? page : { ...page, total };
  }

  @Get('by-credit-code/:code')
  @Operation({
    access: 'enterprise:read',
    summary: 'The enterprise with this credit code, however it is typed',
    answer: EnterpriseView,
    refusals: [404, 422],
  })
  async byCreditCode(@CallOf() { actor }: Call, @Param('code') code: string): Promise<EnterpriseView> {
    return presentEnterprise(seen(await this.readModel.find(actor, { creditCode: creditCodeOfText(code) })), actor);
  }

  @Get(':id')
  @Operation({ access: 'enterprise:read', summary: 'One enterprise', answer: EnterpriseView, refusals: [404] })
  async get(@CallOf() { actor }: Call, @PathCode('id') id: string): Promise<EnterpriseView> {
    return presentEnterprise(seen(await this.readModel.find(actor, { id })), actor);
  }

  @Post()
  @Operation({
    access: 'enterprise:write',
    summary: 'Register an enterprise',
    answer: EnterpriseView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: EnterpriseInput): Promise<EnterpriseView> {
    return this.editing.add(call, input);
  }

  @Patch(':id')
  @Operation({
    access: 'enterprise:write',
    summary: 'Change what is known of an enterprise',
    answer: EnterpriseView,
    refusals: [404, 409, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: EnterprisePatch): Promise<EnterpriseView> {
    return this.editing.change(call, id, patch);
  }
}

function seen(enterprise: EnterpriseRow | null): EnterpriseRow {
  if (!enterprise) throw EnterpriseNotFound();
  return enterprise;
}
