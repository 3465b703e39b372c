import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Call, CallOf, Operation, type Page, PathCode, Writes } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { correctionOf, submissionOf } from './issue-inputs.js';
import { IssueEditing } from './issue-editing.service.js';
import { IssueListQuery } from './issue-filters.dto.js';
import { IssueSubmission } from './issue-submission.service.js';
import { IssueViewing } from './issue-viewing.service.js';
import { EditIssueBody, HandoverBody, SubmitIssueBody } from './issues.dto.js';
import { presentEvent } from './issues.presenter.js';
import { IssuesReadModel } from './issues.read-model.js';
import { HandoverView, IssueEventsPageView, IssueLineView, IssuePageView, IssueView } from './issue-views.dto.js';

@ApiTags('issues')
@Controller('api/v1')
export class IssuesController {
  constructor(
    private readonly submission: IssueSubmission,
    private readonly editing: IssueEditing,
    private readonly issues: IssuesReadModel,
    private readonly viewing: IssueViewing,
    private readonly writes: Writes,
    private readonly reader: Reader,
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

  @Get('issues')
  @Operation({ access: 'issue:read', summary: 'Issues that the caller may see', answer: IssuePageView })
  async list(@CallOf() call: Call, @Query() query: IssueListQuery): Promise<Page<IssueLineView>> {
    const page = await this.issues.list(call.actor, query);
    return { ...page, items: this.viewing.lines(call.actor, page.items) };
  }

  @Get('issues/:issueId')
  @Operation({ access: 'issue:read', summary: 'One issue', answer: IssueView, refusals: [404] })
  async one(@CallOf() call: Call, @PathCode('issueId') issueId: string): Promise<IssueView> {
    return this.viewing.view(this.reader, call, await this.issues.one(call.actor, issueId));
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
    const { issue } = await this.issues.one(call.actor, issueId);
    const rows = await this.issues.events(issueId, call.actor.role === 'enterprise');
    return { items: rows.map((row) => presentEvent(row, issue, call)), nextCursor: null };
  }

  @Post('cadres/:cadreId/handover')
  @Operation({
    access: 'cadre:handover',
    summary: 'Hand every open issue of a cadre over to another one',
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
    return this.writes.once(call, async (tx) => ({
      moved: await this.editing.handOver(tx, actor, { fromCadreId, toCadreId, requestId }),
    }));
  }
}
