import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso, isoOrNull } from '../../kernel/clock.js';
import { withoutPhones } from '../../kernel/personal-data.js';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  ListQuery,
  Operation,
  pageOf,
  pageOfKept,
  PathCode,
} from '../../platform/http/index.js';
import {
  CallBackTaskPageView,
  CallBackTaskQuery,
  type CallBackTaskView,
  SamplingRuleInput,
  SamplingRulePageView,
  SamplingRulePatch,
  SamplingRuleView,
} from './call-backs.dto.js';
import { CallBackTasksReadModel, type TaskRow } from './call-back-tasks.read-model.js';
import { SamplingRules } from './sampling-rules.service.js';
import type { StoredSamplingRule } from './sampling-rules.store.js';

const BY_DUE = 'call-back-tasks:dueAt';

@ApiTags('call-backs')
@Controller('api/v1/call-backs')
export class CallBacksController {
  constructor(
    private readonly rules: SamplingRules,
    private readonly tasks: CallBackTasksReadModel,
    private readonly cursors: Cursors,
  ) {}

  @Get('tasks')
  @Operation({
    access: 'call-back:read',
    summary: 'Issues that were drawn for a call-back or a spot check, most urgent first',
    description:
      'Those that you may call back: not of your own unit, neither handled nor verified by you, and spot checks only where you have not called before.',
    answer: CallBackTaskPageView,
  })
  async list(
    @CallOf() { actor }: Call,
    @Query() { limit = DEFAULT_LIMIT, cursor, count, done = false, purpose }: CallBackTaskQuery,
  ): Promise<CallBackTaskPageView> {
    const [dueAt, id] = cursor === undefined ? [] : this.cursors.decode(cursor, BY_DUE);
    const after = cursor === undefined ? null : ([Number(dueAt), String(id)] as const);
    const [rows, total] = await Promise.all([
      this.tasks.list(actor, { done, purpose }, { limit: limit + 1, after }),
      count ? this.tasks.count(actor, { done, purpose }) : undefined,
    ]);
    const page = pageOf(rows, limit, (row) => this.cursors.encode(BY_DUE, [row.dueAt, row.id]), presentTask);
    return { ...page, items: [...page.items], ...(total === undefined ? {} : { total }) };
  }

  @Get('rules')
  @Operation({ access: 'sampling:read', summary: 'By which rules issues are drawn', answer: SamplingRulePageView })
  async listRules(@Query() query: ListQuery) {
    return pageOfKept({
      all: await this.rules.all(),
      query,
      cursors: this.cursors,
      sort: 'sampling-rules',
      keyOf: ({ id }) => id,
      keep: () => true,
      present: presentRule,
    });
  }

  @Post('rules')
  @Operation({
    access: 'sampling:write',
    summary: 'Add a sampling rule',
    description: 'Of several rules that apply to an issue, the one with the highest share decides.',
    answer: SamplingRuleView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  async add(@CallOf() call: Call, @Body() input: SamplingRuleInput): Promise<SamplingRuleView> {
    return presentRule(await this.rules.add(call, input));
  }

  @Patch('rules/:id')
  @Operation({
    access: 'sampling:write',
    summary: 'Change a sampling rule; what has been drawn stays drawn',
    answer: SamplingRuleView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  async change(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Body() patch: SamplingRulePatch,
  ): Promise<SamplingRuleView> {
    return presentRule(await this.rules.change(call, id, patch));
  }

  @Delete('rules/:id')
  @Operation({
    access: 'sampling:write',
    summary: 'Remove a sampling rule; what has been drawn stays drawn',
    answer: null,
    refusals: [404],
    versioned: true,
  })
  remove(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.rules.remove(call, id);
  }
}

function presentRule(rule: StoredSamplingRule): SamplingRuleView {
  const { id, purpose, percent, dueDays, regionCode, categoryCode, confirmation, active, version } = rule;
  return { id, purpose, percent, dueDays, regionCode, categoryCode, confirmation, active, version };
}

function presentTask(task: TaskRow): CallBackTaskView {
  const { id, purpose, issueId, number, title, regionCode, drawnAt, dueAt, attempts, doneAt, outcome } = task;
  const times = { drawnAt: iso(drawnAt), dueAt: iso(dueAt), doneAt: isoOrNull(doneAt) };
  return { id, purpose, issueId, number, title: withoutPhones(title), regionCode, ...times, attempts, outcome };
}
