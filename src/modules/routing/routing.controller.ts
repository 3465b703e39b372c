import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { SubmitIssueBody } from '../issues/index.js';
import { RoutingPreviewView } from './routing-preview.dto.js';
import { RoutingPreview } from './routing-preview.service.js';
import { RuleNotFound } from './routing.errors.js';
import { presentRule } from './routing.presenter.js';
import { RoutingRuleInput, RoutingRulePatch, RoutingRuleView, RuleQuery } from './routing-rules.dto.js';
import { RoutingRules } from './routing-rules.service.js';
import { RuleEditing } from './rule-editing.service.js';

const RoutingRulePage = pageClass(RoutingRuleView);

@ApiTags('routing')
@Controller('api/v1/routing')
export class RoutingController {
  constructor(
    private readonly rules: RoutingRules,
    private readonly editing: RuleEditing,
    private readonly previews: RoutingPreview,
    private readonly cursors: Cursors,
  ) {}

  @Post('preview')
  @Operation({
    access: 'routing:preview',
    summary: 'Who would get this issue, and why; creates nothing',
    description: 'Takes the body of `POST /api/v1/issues`.',
    answer: RoutingPreviewView,
    refusals: [413, 415, 422],
  })
  preview(@CallOf() call: Call, @Body() body: SubmitIssueBody): Promise<RoutingPreviewView> {
    return this.previews.preview(call, body);
  }

  @Get('rules')
  @Operation({
    access: 'routing:read',
    summary: 'Routing rules in the order in which they are asked',
    answer: RoutingRulePage,
  })
  async list(@CallOf() call: Call, @Query() query: RuleQuery) {
    return pageOfKept({
      all: await this.rules.all(),
      query,
      cursors: this.cursors,
      sort: 'routing-rules',
      keyOf: ({ id }) => id,
      keep: ({ active }) => query.includeInactive === true || active,
      present: (rule) => presentRule(rule, call.language),
    });
  }

  @Get('rules/:id')
  @Operation({ access: 'routing:read', summary: 'One routing rule', answer: RoutingRuleView, refusals: [404] })
  async get(@CallOf() call: Call, @PathCode('id') id: string): Promise<RoutingRuleView> {
    const rule = (await this.rules.all()).find((each) => each.id === id);
    if (!rule) throw RuleNotFound();
    return presentRule(rule, call.language);
  }

  @Post('rules')
  @Operation({
    access: 'routing:write',
    summary: 'Add a routing rule',
    answer: RoutingRuleView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: RoutingRuleInput): Promise<RoutingRuleView> {
    return this.editing.add(call, input);
  }

  @Patch('rules/:id')
  @Operation({
    access: 'routing:write',
    summary: 'Change a routing rule or its place in the order',
    answer: RoutingRuleView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: RoutingRulePatch): Promise<RoutingRuleView> {
    return this.editing.change(call, id, patch);
  }

  @Delete('rules/:id')
  @Operation({
    access: 'routing:write',
    summary: 'Remove a routing rule',
    description: 'Issues that it has routed keep its code and their reasons.',
    answer: null,
    refusals: [404],
    versioned: true,
  })
  remove(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.editing.remove(call, id);
  }
}
