import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Call } from '../../platform/http/index.js';
import { Reader } from '../../platform/persistence/index.js';
import { IssueSubmission, submissionOf, type SubmitIssueBody } from '../issues/index.js';
import { ReferenceData } from '../reference/index.js';
import { LeadFinder } from './lead-finder.service.js';
import type { RoutingPreviewView } from './routing-preview.dto.js';
import { presentAssignment } from './routing.presenter.js';

/** Who would get an issue, if it were submitted now. */
@Injectable()
export class RoutingPreview {
  constructor(
    private readonly submission: IssueSubmission,
    private readonly finder: LeadFinder,
    private readonly reference: ReferenceData,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 422 like a submission of the same body */
  async preview({ actor, language }: Call, body: SubmitIssueBody): Promise<RoutingPreviewView> {
    const draft = await this.submission.draft(this.reader, actor, submissionOf(body));
    const assignment = await this.finder.find(this.reader, draft.state, { at: this.clock.now() });
    return presentAssignment(assignment, await this.reference.departments(), language);
  }
}
