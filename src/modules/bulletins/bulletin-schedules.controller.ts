import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import { type Call, CallOf, Cursors, ListQuery, Operation, pageOfKept, PathCode } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { BulletinScheduleChecks } from './bulletin-schedule-checks.service.js';
import {
  BulletinScheduleInput,
  BulletinSchedulePageView,
  BulletinSchedulePatch,
  BulletinScheduleView,
} from './bulletin-schedules.dto.js';
import { BulletinSchedules } from './bulletin-schedules.service.js';
import { BulletinSchedulesStore, type StoredSchedule } from './bulletin-schedules.store.js';
import { LANGUAGE_OF, PRINT_LANGUAGES } from './bulletins.dto.js';

@ApiTags('bulletins')
@Controller('api/v1/bulletin-schedules')
export class BulletinSchedulesController {
  constructor(
    private readonly schedules: BulletinSchedules,
    private readonly store: BulletinSchedulesStore,
    private readonly checks: BulletinScheduleChecks,
    private readonly reader: Reader,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({
    access: 'bulletin:read',
    summary: 'Which bulletins of your region and of those below it are made by themselves',
    answer: BulletinSchedulePageView,
  })
  async list(@CallOf() { actor }: Call, @Query() query: ListQuery) {
    return pageOfKept({
      all: await this.store.all(this.reader, await this.checks.visible(actor)),
      query,
      cursors: this.cursors,
      sort: 'bulletin-schedules',
      keyOf: ({ id }) => id,
      keep: () => true,
      present: presentSchedule,
    });
  }

  @Post()
  @Operation({
    access: 'bulletin:write',
    summary: 'Have a bulletin made every week or month and sent to chosen people',
    description: 'What falls due while no process runs is made up for, the last twelve, each with its own cut-off.',
    answer: BulletinScheduleView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  async add(@CallOf() call: Call, @Body() body: BulletinScheduleInput): Promise<BulletinScheduleView> {
    const { groupBy = 'region', recipients = [], language = 'zh', active = true, ...rest } = body;
    const schedule = { ...rest, groupBy, recipients, language: LANGUAGE_OF[language], active };
    return presentSchedule(await this.schedules.add(call, schedule));
  }

  @Patch(':id')
  @Operation({
    access: 'bulletin:write',
    summary: 'Change a schedule; what fell due while it was not active is not made up for',
    answer: BulletinScheduleView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  async change(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Body() { language, ...patch }: BulletinSchedulePatch,
  ): Promise<BulletinScheduleView> {
    const changes = { ...patch, ...(language === undefined ? {} : { language: LANGUAGE_OF[language] }) };
    return presentSchedule(await this.schedules.change(call, id, changes));
  }

  @Delete(':id')
  @Operation({
    access: 'bulletin:write',
    summary: 'Delete a schedule; the bulletins that it has made stay',
    answer: null,
    refusals: [404],
    versioned: true,
  })
  remove(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.schedules.remove(call, id);
  }
}

function presentSchedule(schedule: StoredSchedule): BulletinScheduleView {
  const { id, every, day, hour, regionCode, groupBy, recipients, active, madeUntil, version } = schedule;
  const language = PRINT_LANGUAGES.find((code) => LANGUAGE_OF[code] === schedule.language)!;
  const rhythm = { every, day, hour };
  return {
    id,
    ...rhythm,
    regionCode,
    groupBy,
    recipients: [...recipients],
    language,
    active,
    madeUntil: iso(madeUntil),
    version,
  };
}
