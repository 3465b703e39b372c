import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode, Text } from '../../platform/http/index.js';
import { Regions } from '../regions/index.js';
import { RevealBody, Reveals } from '../reveals/index.js';
import { auditRegionOf } from './domain/audited-issue.js';
import { sightOf } from './domain/sight.js';
import { EnterpriseHidden, NoContact } from './issues.errors.js';
import { IssueReading } from './issue-reading.service.js';

export class RevealedContactView {
  @Text({ max: 100, example: '李经理' }) name!: string;
  @Text({ max: 40, example: '13800000000' }) phone!: string;
}

@ApiTags('issues')
@Controller('api/v1/issues/:issueId/contact')
export class IssueRevealController {
  constructor(
    private readonly reading: IssueReading,
    private readonly regions: Regions,
    private readonly reveals: Reveals,
  ) {}

  @Post('reveal')
  @Operation({
    access: 'contact:reveal',
    summary: 'The contact of an issue without a mask, at most 30 looks an hour',
    description: 'Needs a reason, and is kept in the audit trail. Not while the enterprise is hidden from the caller.',
    answer: RevealedContactView,
    refusals: [404, 413, 415, 429],
  })
  async reveal(
    @CallOf() call: Call,
    @PathCode('issueId') issueId: string,
    @Body() { reason }: RevealBody,
  ): Promise<RevealedContactView> {
    const { issue, supports } = await this.reading.seen(call, issueId, 'contact');
    if (sightOf(call.actor, issue, supports).hidden) throw EnterpriseHidden();
    if (issue.contact === null) throw NoContact();
    const regionCode = auditRegionOf(issue, await this.regions.tree());
    await this.reveals.grant(call, { kind: 'issue', id: issueId, regionCode, reason });
    return { name: issue.contact.name, phone: issue.contact.phone };
  }
}
