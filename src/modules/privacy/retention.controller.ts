import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode, Writes } from '../../platform/http/index.js';
import {
  RetentionRulePageView,
  RetentionRulePatch,
  RetentionRuleView,
  RetentionRunRequest,
  RetentionRunView,
} from './privacy.dto.js';
import { presentRule } from './privacy.presenter.js';
import { Retention, RetentionEditing } from './retention.service.js';

@ApiTags('privacy')
@Controller('api/v1/privacy/retention')
export class RetentionController {
  constructor(
    private readonly retention: Retention,
    private readonly editing: RetentionEditing,
    private readonly writes: Writes,
  ) {}

  @Get()
  @Operation({
    access: 'privacy:read',
    summary: 'How long things are kept after their end',
    description: 'All rules are on one page. The audit trail and the record of an issue have no rule: they stay.',
    answer: RetentionRulePageView,
  })
  async list(@CallOf() { language }: Call): Promise<InstanceType<typeof RetentionRulePageView>> {
    return { items: (await this.retention.rules()).map((rule) => presentRule(rule, language)), nextCursor: null };
  }

  @Patch(':kind')
  @Operation({
    access: 'privacy:write',
    summary: 'Change how long one kind of thing is kept',
    answer: RetentionRuleView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  async change(
    @CallOf() call: Call,
    @PathCode('kind') kind: string,
    @Body() patch: RetentionRulePatch,
  ): Promise<RetentionRuleView> {
    return presentRule(await this.editing.change(call, kind, patch), call.language);
  }

  @Post('runs')
  @Operation({
    access: 'privacy:write',
    summary: 'Drop what is kept no longer, or tell what would be dropped',
    description: 'It happens every night by itself.',
    answer: RetentionRunView,
    status: 200,
    refusals: [413, 415],
    repeatable: true,
  })
  run(@CallOf() call: Call, @Body() { dryRun = false }: RetentionRunRequest): Promise<RetentionRunView> {
    return this.writes.inSteps(call, async () => {
      const outcomes = dryRun ? await this.retention.rehearse() : await this.retention.run(call);
      return this.writes.once(call, () => Promise.resolve({ dryRun, outcomes }));
    });
  }
}
