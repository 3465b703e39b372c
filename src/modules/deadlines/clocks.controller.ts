import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso, isoOrNull } from '../../kernel/clock.js';
import { say } from '../../kernel/language.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import { type Call, CallOf, type Format, FormatOf, Operation, type Page, PathCode } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { TableAnswers } from '../../platform/tables/index.js';
import { IssueReading } from '../issues/index.js';
import { ClockFactsReadModel } from './clock-facts.read-model.js';
import { CLOCK_NAMES } from './clock-names.js';
import { ClocksView, PausePageView, PauseQuery, type PauseView } from './clocks.dto.js';
import { clockStates } from './domain/clock-states.js';
import { PauseTable } from './pause-table.service.js';
import { type PauseRow, PausesReadModel } from './pauses.read-model.js';

@ApiTags('deadlines')
@Controller('api/v1')
export class ClocksController {
  constructor(
    private readonly issues: IssueReading,
    private readonly facts: ClockFactsReadModel,
    private readonly pauses: PausesReadModel,
    private readonly reader: Reader,
    private readonly table: PauseTable,
    private readonly tables: TableAnswers,
  ) {}

  @Get('issues/:issueId/clocks')
  @Operation({
    access: 'issue:read',
    summary: 'The clocks of an issue and what happened to each',
    answer: ClocksView,
    refusals: [404],
  })
  async clocks(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<ClocksView> {
    await this.issues.seen(call, issueId, 'clocks');
    const facts = await this.facts.of(this.reader, [issueId]);
    return {
      items: clockStates(facts.get(issueId)!).map(({ clock, state, dueAt, facts: own }) => ({
        clock,
        label: say(CLOCK_NAMES[clock], call.language),
        state,
        dueAt: isoOrNull(dueAt),
        facts: own.map(({ kind, at, limit, dueAt: due, reason, until }) => ({
          ...{ kind, at: iso(at), limit, dueAt: isoOrNull(due), until: isoOrNull(until) },
          // Of an extension, what somebody has written.
          reason: reason && withoutPhones(reason),
        })),
      })),
    };
  }

  @Get('reports/pauses')
  @Operation({
    access: 'report:read',
    summary: 'Every time at which a clock stood still: why, by whose decision, until when; newest first',
    answer: PausePageView,
    table: true,
    refusals: [422],
  })
  async list(
    @CallOf() call: Call,
    @Query() query: PauseQuery,
    @FormatOf() format: Format,
  ): Promise<Page<PauseView> | StreamableFile> {
    if (format !== 'json') return this.tables.from(call, this.table, { format, query });
    const page = await this.pauses.list(call.actor, query);
    return { ...page, items: page.items.map(presentPause) };
  }
}

function presentPause(row: PauseRow): PauseView {
  const { issueId, number, clock, reason, approvedBy, approvedByRole, pausedAt, until, resumedAt } = row;
  const pause = { issueId, number, clock, reason, approvedBy, approvedByRole };
  return { ...pause, pausedAt: iso(pausedAt), until: isoOrNull(until), resumedAt: isoOrNull(resumedAt) };
}
