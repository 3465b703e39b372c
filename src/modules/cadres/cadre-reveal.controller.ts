import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode, Text } from '../../platform/http/index.js';
import { Regions } from '../regions/index.js';
import { RevealBody, Reveals } from '../reveals/index.js';
import { CadreNotFound } from './cadres.errors.js';
import { CadresReadModel } from './cadres.read-model.js';
import { cadreVisibility, seesCadre } from './domain/cadre-access.js';

export class RevealedPhoneView {
  @Text({ max: 40, example: '13912345678' }) phone!: string;
}

@ApiTags('cadres')
@Controller('api/v1/cadres/:id/phone')
export class CadreRevealController {
  constructor(
    private readonly readModel: CadresReadModel,
    private readonly regions: Regions,
    private readonly reveals: Reveals,
  ) {}

  @Post('reveal')
  @Operation({
    access: 'contact:reveal',
    summary: 'The number of a cadre without a mask, at most 30 looks an hour',
    description: 'Needs a reason, and is kept in the audit trail.',
    answer: RevealedPhoneView,
    refusals: [404, 413, 415, 429],
  })
  async reveal(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Body() { reason }: RevealBody,
  ): Promise<RevealedPhoneView> {
    const [cadre, tree] = await Promise.all([this.readModel.find(id), this.regions.tree()]);
    const visibility = cadreVisibility(call.actor);
    if (!cadre || !seesCadre(visibility, cadre, (code, ancestor) => tree.isWithin(code, ancestor)))
      throw CadreNotFound();
    await this.reveals.grant(call, { kind: 'cadre', id, regionCode: cadre.regionCode, reason });
    return { phone: cadre.phone };
  }
}
