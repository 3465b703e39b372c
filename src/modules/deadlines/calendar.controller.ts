import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { localDateOf, yearOf } from '../../kernel/local-date.js';
import { type Call, CallOf, Operation, PathCode } from '../../platform/http/index.js';
import { CalendarEditing } from './calendar-editing.service.js';
import {
  CalendarQuery,
  CalendarView,
  CorrectionInput,
  CorrectionView,
  DeadlineQuery,
  DeadlineView,
} from './calendar.dto.js';
import { presentDeadline, presentYear } from './calendar.presenter.js';
import { Calendars } from './calendar.service.js';

@ApiTags('deadlines')
@Controller('api/v1/calendar')
export class CalendarController {
  constructor(
    private readonly calendars: Calendars,
    private readonly editing: CalendarEditing,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({
    access: 'calendar:read',
    summary: 'Holidays, make-up working days and corrections of one year',
    description:
      'A year whose official calendar is not known says so: `known` is false and `notice` tells what follows.',
    answer: CalendarView,
  })
  async year(@CallOf() call: Call, @Query() query: CalendarQuery): Promise<CalendarView> {
    const { calendars } = this;
    const plan = {
      year: query.year ?? yearOf(localDateOf(this.clock.now())),
      calendar: await calendars.current(),
      corrections: await calendars.corrections(),
      officeHours: calendars.officeHours,
      knownYears: calendars.knownYears,
    };
    return presentYear(plan, call.language);
  }

  @Get('deadline')
  @Operation({
    access: 'calendar:read',
    summary: 'When a time limit ends',
    description:
      'Hours elapse day and night. Days leave out the day of the event and end at the closing hour of the office; ' +
      'a limit of 0 days ends at the closing hour still ahead.',
    answer: DeadlineView,
  })
  async deadline(@CallOf() call: Call, @Query() query: DeadlineQuery): Promise<DeadlineView> {
    return presentDeadline(await this.calendars.current(), query, call.language);
  }

  @Post('corrections')
  @Operation({
    access: 'calendar:write',
    summary: 'Say that a day is worked or off, whatever the official calendar says',
    description: 'Replaces an earlier correction of the day. Deadlines that are set already are not moved.',
    answer: CorrectionView,
    status: 201,
    repeatable: true,
  })
  correct(@CallOf() call: Call, @Body() input: CorrectionInput): Promise<CorrectionView> {
    return this.editing.correct(call, input);
  }

  @Delete('corrections/:date')
  @Operation({
    access: 'calendar:write',
    summary: 'Take the correction of a day back',
    answer: null,
    refusals: [404],
  })
  restore(@CallOf() call: Call, @PathCode('date') date: string): Promise<void> {
    return this.editing.restore(call, date);
  }
}
