import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, PathCode, Writes } from '../../platform/http/index.js';
import { correctionOf, submissionOf } from './issue-inputs.js';
import { Handover } from './handover.service.js';
import { IssueEditing } from './issue-editing.service.js';
import { IssueReading } from './issue-reading.service.js';
import { IssueSubmission } from './issue-submission.service.js';
import { IssueViewing } from './issue-viewing.service.js';
import { EditIssueBody, HandoverBody, SubmitIssueBody } from './issues.dto.js';
import { HandoverView, IssueEventsPageView, IssueView } from './issue-views.dto.js';

@ApiTags('issues')
@Controller('api/v1')
export class IssuesController {
  constructor(
    private readonly submission: IssueSubmission,
    private readonly editing: IssueEditing,
    private readonly handover: Handover,
    private readonly reading: IssueReading,
    private readonly viewing: IssueViewing,
    private readonly writes: Writes,
  ) {}

  @Post('issues')
  @Operation({
    access: 'issue:submit',
    summary: 'Submit an issue; routing names a lead at once if a rule can',
    answer: IssueView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  submit(@CallOf() call: Call, @Body() body: SubmitIssueBody): Promise<IssueView> {
    const submission = submissionOf(body);
    return this.writes.once(call, async (tx) => {
      const issue = await this.submission.submit(tx, call.actor, submission, call.requestId);
      return this.viewing.viewOfCase(tx, call, issue);
    });
  }

  @Get('issues/:issueId')
  @Operation({ access: 'issue:read', summary: 'One issue', answer: IssueView, refusals: [404] })
  one(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<IssueView> {
    return this.reading.one(call, issueId);
  }

  @Patch('issues/:issueId')
  @Operation({
    access: 'issue:act',
    summary: 'Correct the text or the contact of an issue',
    answer: IssueView,
    refusals: [404, 409, 413, 415, 422],
    versioned: true,
  })
  correct(@CallOf() call: Call, @PathCode('issueId') issueId: string, @Body() body: EditIssueBody): Promise<IssueView> {
    const { actor, requestId, seenVersion } = call;
    const correction = correctionOf(body);
    return this.writes.once(call, async (tx) => {
      const issue = await this.editing.correct(tx, actor, { issueId, correction, requestId, seenVersion });
      return this.viewing.viewOfCase(tx, call, issue);
    });
  }

  @Get('issues/:issueId/events')
  @Operation({
    access: 'issue:read',
    summary: 'The timeline, oldest first; it never changes',
    answer: IssueEventsPageView,
    refusals: [404],
  })
  async events(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<IssueEventsPageView> {
    return { items: await this.reading.events(call, issueId), nextCursor: null };
  }

  @Post('cadres/:cadreId/handover')
  @Operation({
    access: 'cadre:handover',
    summary: 'Hand everything that a cadre still has to do over to another one',
    description:
      'Open issues that they lead, with requests and supervisions, opinions that they owe, and the enterprises that they ' +
      'look after; all or nothing.',
    answer: HandoverView,
    refusals: [404, 409, 422],
    repeatable: true,
  })
  handOver(
    @CallOf() call: Call,
    @PathCode('cadreId') fromCadreId: string,
    @Body() { toCadreId }: HandoverBody,
  ): Promise<HandoverView> {
    const { actor, requestId } = call;
    return this.writes.once(call, (tx) => this.handover.handOver(tx, actor, { fromCadreId, toCadreId, requestId }));
  }
}
