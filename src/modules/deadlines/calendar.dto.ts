import { ApiProperty } from '@nestjs/swagger';
import { Choice, DateField, Flag, InstantField, ManyNested, Nested, Text, Whole } from '../../platform/http/index.js';
import { CALENDAR_YEARS } from './deadlines.errors.js';
import { CLOCK_UNITS, type ClockUnit } from './domain/deadline.js';
import type { DayAnswer, DayKind } from './domain/working-calendar.js';

const DAY_KINDS = ['working', 'off'] as const satisfies readonly DayKind[];
const SOURCES = ['official-holiday', 'make-up-day', 'correction'] as const satisfies readonly DayAnswer['source'][];
export type NamedSource = (typeof SOURCES)[number];

/** Ten years of calendar days, or fourteen of working days. */
const MOST_COUNTED = 3_660;

const NOTICE = {
  max: 500,
  optional: true,
  example: '2027 年的法定节假日安排尚未公布……',
  description: 'Only where days of a year without an official calendar count: what that means, for people.',
};
const TIME = { max: 5, pattern: '^[0-9]{2}:[0-9]{2}$' };

export class CalendarQuery {
  @Whole({ query: true, optional: true, ...CALENDAR_YEARS, example: 2024, description: 'This year if left out.' })
  year?: number;
}

export class OfficeHoursView {
  @Text({ ...TIME, example: '09:00' }) opensAt!: string;
  @Text({ ...TIME, example: '18:00', description: 'A deadline in days ends at this hour.' }) closesAt!: string;
}

export class CalendarDayView {
  @DateField() date!: string;
  @Choice(DAY_KINDS) kind!: DayKind;
  @Choice(SOURCES, { example: 'make-up-day' }) source!: NamedSource;
  @Text({ max: 200, optional: true, example: '全市停电检修', description: 'Why it was corrected.' }) note?: string;
}

export class CalendarView {
  @Whole({ ...CALENDAR_YEARS, example: 2024 }) year!: number;
  @Flag({ example: true, description: 'Whether the State Council’s notice for the year is known.' }) known!: boolean;
  @Nested(() => OfficeHoursView) officeHours!: OfficeHoursView;
  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [2023, 2024] }) knownYears!: readonly number[];
  @ManyNested(() => CalendarDayView, {
    max: 366,
    description: 'Days that are not simply a weekday or a weekend: holidays, make-up working days, corrections.',
  })
  days!: CalendarDayView[];
  @Text(NOTICE) notice?: string;
}

export class DeadlineQuery {
  @InstantField({ description: 'When the clock starts.' }) from!: string;
  @Whole({ query: true, max: MOST_COUNTED, example: 5 }) count!: number;
  @Choice(CLOCK_UNITS, { example: 'working_day' }) unit!: ClockUnit;
}

export class DeadlineView {
  @InstantField() from!: string;
  @Whole({ max: MOST_COUNTED, example: 5 }) count!: number;
  @Choice(CLOCK_UNITS, { example: 'working_day' }) unit!: ClockUnit;
  @InstantField({ example: '2024-02-08T10:00:00.000Z' }) dueAt!: string;
  @Flag({ description: 'Days were counted for which no official calendar is known yet.' }) provisional!: boolean;
  @Text(NOTICE) notice?: string;
}

export class CorrectionInput {
  @DateField() date!: string;
  @Choice(DAY_KINDS, { example: 'off' }) kind!: DayKind;
  @Text({ max: 200, example: '全市停电检修' }) note!: string;
}

export class CorrectionView {
  @DateField() date!: string;
  @Choice(DAY_KINDS, { example: 'off' }) kind!: DayKind;
  @Text({ max: 200, example: '全市停电检修' }) note!: string;
  @InstantField() correctedAt!: string;
}
