import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, ManyNested, Operation, PathCode } from '../../platform/http/index.js';
import { RevealBody, Reveals } from '../reveals/index.js';
import { ContactDto } from './enterprises.dto.js';
import { EnterpriseNotFound } from './enterprises.errors.js';
import { EnterprisesReadModel } from './enterprises.read-model.js';

export class RevealedContactsView {
  @ManyNested(() => ContactDto) contacts!: ContactDto[];
}

@ApiTags('enterprises')
@Controller('api/v1/enterprises/:id/contacts')
export class EnterpriseRevealController {
  constructor(
    private readonly readModel: EnterprisesReadModel,
    private readonly reveals: Reveals,
  ) {}

  @Post('reveal')
  @Operation({
    access: 'contact:reveal',
    summary: 'The contacts of an enterprise without masks, at most 30 looks an hour',
    description: 'Needs a reason, and is kept in the audit trail.',
    answer: RevealedContactsView,
    refusals: [404, 413, 415, 429],
  })
  async reveal(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Body() { reason }: RevealBody,
  ): Promise<RevealedContactsView> {
    const enterprise = await this.readModel.find(call.actor, { id });
    if (!enterprise) throw EnterpriseNotFound();
    await this.reveals.grant(call, { kind: 'enterprise', id, regionCode: enterprise.regionCode, reason });
    return { contacts: enterprise.contacts.map(({ name, phone, title }) => ({ name, phone, title })) };
  }
}
