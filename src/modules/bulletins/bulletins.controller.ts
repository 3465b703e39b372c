import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  instantOf,
  Operation,
  pageOf,
  PathCode,
} from '../../platform/http/index.js';
import { BulletinInput, BulletinPageView, BulletinQuery, BulletinView } from './bulletins.dto.js';
import { presentBulletin, presentBulletinLine } from './bulletins.presenter.js';
import { BulletinsReadModel } from './bulletins.read-model.js';
import { Bulletins } from './bulletins.service.js';

const SORT = 'bulletins:-id';

@ApiTags('bulletins')
@Controller('api/v1/bulletins')
export class BulletinsController {
  constructor(
    private readonly bulletins: Bulletins,
    private readonly readModel: BulletinsReadModel,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    access: 'bulletin:read',
    summary: 'Bulletins of your region and of those below it, newest first',
    answer: BulletinPageView,
  })
  async list(
    @CallOf() { actor, language }: Call,
    @Query() { limit = DEFAULT_LIMIT, cursor, count, ...search }: BulletinQuery,
  ): Promise<BulletinPageView> {
    const after = cursor === undefined ? null : String(this.cursors.decode(cursor, SORT)[0]);
    const [rows, total] = await Promise.all([
      this.readModel.list(actor, { ...search, limit: limit + 1, after }),
      count ? this.readModel.count(actor, search) : undefined,
    ]);
    const page = pageOf(
      rows,
      limit,
      ({ id }) => this.cursors.encode(SORT, [id]),
      (row) => presentBulletinLine(row, language),
    );
    return { ...page, items: [...page.items], ...(total === undefined ? {} : { total }) };
  }

  @Post()
  @Operation({
    access: 'bulletin:write',
    summary: 'Freeze a report as a bulletin, with the next number of the region',
    description:
      'Its figures are those that the office of the region sees, whoever asks for it; they never change again.',
    answer: BulletinView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  async publish(@CallOf() call: Call, @Body() body: BulletinInput): Promise<BulletinView> {
    const { asOf, groupBy = 'region', filters = {}, exclusions = [], ...plan } = body;
    const cutOff = asOf === undefined ? {} : { asOf: instantOf(asOf) };
    const bulletin = await this.bulletins.publish(call, {
      ...plan,
      ...cutOff,
      groupBy,
      filters: { ...filters },
      exclusions,
    });
    return presentBulletin(bulletin, call.language);
  }

  @Get(':id')
  @Operation({
    access: 'bulletin:read',
    summary: 'One bulletin, as it was published, with links to the issues behind its numbers',
    answer: BulletinView,
    refusals: [404],
  })
  async one(@CallOf() { actor, language }: Call, @PathCode('id') id: string): Promise<BulletinView> {
    return presentBulletin(await this.readModel.one(actor, id), language);
  }
}
