import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Clock } from '../../kernel/clock.js';
import { type Call, CallOf, Cursors, Operation, pageClass, pageOfKept, PathCode } from '../../platform/http/index.js';
import { PolicyNotFound } from './deadlines.errors.js';
import { isInForce } from './domain/sla-policy.js';
import { PolicyInput, PolicyPatch, PolicyQuery, PolicyView } from './policies.dto.js';
import { presentPolicy } from './policies.presenter.js';
import { Policies } from './policies.service.js';
import { PolicyEditing } from './policy-editing.service.js';

const PolicyPage = pageClass(PolicyView);

@ApiTags('deadlines')
@Controller('api/v1/sla/policies')
export class PoliciesController {
  constructor(
    private readonly policies: Policies,
    private readonly editing: PolicyEditing,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Operation({ access: 'policy:read', summary: 'Policies in force, by code and version', answer: PolicyPage })
  async list(@CallOf() _call: Call, @Query() query: PolicyQuery) {
    const now = this.clock.now();
    return pageOfKept({
      all: await this.policies.all(),
      query,
      cursors: this.cursors,
      sort: 'sla-policies',
      keyOf: ({ id }) => id,
      keep: (policy) => query.all === true || isInForce(policy, now),
      present: presentPolicy,
    });
  }

  @Get(':id')
  @Operation({ access: 'policy:read', summary: 'One version of a policy', answer: PolicyView, refusals: [404] })
  async get(@PathCode('id') id: string): Promise<PolicyView> {
    const policy = (await this.policies.all()).find((each) => each.id === id);
    if (!policy) throw PolicyNotFound();
    return presentPolicy(policy);
  }

  @Post()
  @Operation({
    access: 'policy:write',
    summary: 'Add a policy',
    description: 'It is for the deadlines that are set from now on.',
    answer: PolicyView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: PolicyInput): Promise<PolicyView> {
    return this.editing.add(call, input);
  }

  @Patch(':id')
  @Operation({
    access: 'policy:write',
    summary: 'Change a policy from now on',
    description:
      'Makes a new version with an id of its own and ends this one. Deadlines that are set stay as they are.',
    answer: PolicyView,
    refusals: [404, 409, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: PolicyPatch): Promise<PolicyView> {
    return this.editing.change(call, id, patch);
  }

  @Delete(':id')
  @Operation({
    access: 'policy:write',
    summary: 'End a policy',
    description: 'A more general one is used from now on. Deadlines that are set stay as they are.',
    answer: null,
    refusals: [404, 409],
    versioned: true,
  })
  end(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    return this.editing.end(call, id);
  }
}
