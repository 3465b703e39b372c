import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { iso } from '../../kernel/clock.js';
import { type Call, CallOf, Operation } from '../../platform/http/index.js';
import { PolicyEditing } from './policy-editing.service.js';
import {
  PolicyPreviewInput,
  RecalculatedView,
  RecalculationInput,
  RecalculationPreviewInput,
  RecalculationView,
} from './recalculation.dto.js';
import { MOST_RECALCULATED, type Recalculation, Recalculations } from './recalculations.service.js';

const SHOWN = 200;

@ApiTags('deadlines')
@Controller('api/v1/sla')
export class RecalculationController {
  constructor(
    private readonly recalculations: Recalculations,
    private readonly editing: PolicyEditing,
  ) {}

  @Post('policies/preview')
  @Operation({
    access: 'policy:write',
    summary: 'Which open issues would get which dates under a policy that is being written',
    description: 'Changes nothing. A policy in force with the same code is left out of account.',
    answer: RecalculationView,
    refusals: [413, 415, 422],
  })
  async previewPolicy(@CallOf() _call: Call, @Body() { regionCode, ...input }: PolicyPreviewInput) {
    return present(await this.recalculations.preview(regionCode, await this.editing.imagined(input)));
  }

  @Post('recalculations/preview')
  @Operation({
    access: 'policy:write',
    summary: 'Which open issues would get which dates under the policies in force',
    answer: RecalculationView,
    refusals: [413, 415],
  })
  async preview(@CallOf() _call: Call, @Body() { regionCode }: RecalculationPreviewInput) {
    return present(await this.recalculations.preview(regionCode));
  }

  @Post('recalculations')
  @Operation({
    access: 'policy:write',
    summary: 'Give open issues the dates of the policies in force',
    description:
      'Exactly what the preview showed: 409 when it would be something else by now. Nobody becomes overdue by it; each issue tells it in its timeline.',
    answer: RecalculatedView,
    refusals: [409, 422],
    repeatable: true,
  })
  apply(@CallOf() call: Call, @Body() input: RecalculationInput): Promise<RecalculatedView> {
    return this.recalculations.apply(call, input);
  }
}

function present({ issues, digest }: Recalculation): RecalculationView {
  return {
    total: issues.length,
    items: issues.slice(0, SHOWN).map(({ id, number, clocks }) => ({
      id,
      number,
      clocks: clocks.map(({ clock, previousDueAt, dueAt }) => ({
        clock,
        previousDueAt: iso(previousDueAt),
        dueAt: iso(dueAt),
      })),
    })),
    digest,
    tooMany: issues.length > MOST_RECALCULATED,
  };
}
