import { Body, Controller, Delete, Get, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  pageOf,
  PathCode,
  type SignedInRequest,
  Writes,
} from '../../platform/http/index.js';
import { ExportOrders } from './export-orders.service.js';
import { ExportInput, ExportListQuery, ExportPageView, ExportView } from './exports.dto.js';
import { ExportNotFound } from './exports.errors.js';
import { presentExport } from './exports.presenter.js';
import { ExportsReadModel } from './exports.read-model.js';

const NEWEST_FIRST = 'exports:-id';

@ApiTags('exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly orders: ExportOrders,
    private readonly readModel: ExportsReadModel,
    private readonly writes: Writes,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    access: 'export:write',
    summary: 'Have a table made in the background, as the caller sees it',
    description:
      'One at a time for each person. The file is there for 24 hours. When the account gets other rights or is closed before it is made, it fails.',
    answer: ExportView,
    status: 202,
    refusals: [409, 422],
    repeatable: true,
  })
  order(@CallOf() call: Call, @Req() request: SignedInRequest, @Body() input: ExportInput): Promise<ExportView> {
    const { kind, format, query = {} } = input;
    const source = this.orders.allowed(kind, request.scopes ?? new Set());
    return this.writes.inSteps(call, async () => {
      const order = await this.orders.checked(call, source, { kind, format, query });
      return this.writes.once(call, async (tx) => {
        await this.orders.place(tx, order);
        return presentExport(order, call.language, this.clock.now());
      });
    });
  }

  @Get()
  @Operation({ access: 'export:read', summary: 'Exports of the caller, newest first', answer: ExportPageView })
  async list(@CallOf() { actor, language }: Call, @Query() query: ExportListQuery): Promise<Page<ExportView>> {
    const { limit = DEFAULT_LIMIT, cursor, count } = query;
    const before = cursor === undefined ? null : String(this.cursors.decode(cursor, NEWEST_FIRST)[0]);
    const rows = await this.readModel.ofOwner(actor.userId, limit, before);
    const now = this.clock.now();
    const cursorOf = ({ id }: { readonly id: string }): string => this.cursors.encode(NEWEST_FIRST, [id]);
    const page = pageOf(rows, limit, cursorOf, (row) => presentExport(row, language, now));
    return count ? { ...page, total: await this.readModel.count(actor.userId) } : page;
  }

  @Get(':id')
  @Operation({ access: 'export:read', summary: 'How far an export has come', answer: ExportView, refusals: [404] })
  async one(@CallOf() { actor, language }: Call, @PathCode('id') id: string): Promise<ExportView> {
    const row = await this.readModel.one(actor.userId, id);
    if (row === null) throw ExportNotFound();
    return presentExport(row, language, this.clock.now());
  }

  @Delete(':id')
  @Operation({
    access: 'export:write',
    summary: 'Do without an export, also while it waits or is being made',
    answer: null,
    refusals: [404],
  })
  async remove(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      await this.orders.remove(tx, call.actor.userId, id);
      return {};
    });
  }
}
