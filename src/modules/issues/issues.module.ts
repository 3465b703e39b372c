import { Inject, Module } from '@nestjs/common';
import { SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { type Attempt, Sweeps } from '../../platform/scheduling/index.js';
import { CadresModule } from '../cadres/index.js';
import { EnterprisesModule } from '../enterprises/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { RevealsModule } from '../reveals/index.js';
import { AroundEffects } from './around-effects.service.js';
import { BulletinScopes } from './bulletin-scopes.js';
import { ConfidentialReads } from './confidential-reads.service.js';
import { DrillDowns } from './drill-down.read-model.js';
import { IssueActionsController } from './issue-actions.controller.js';
import { IssueActions } from './issue-actions.service.js';
import { IssueEditing } from './issue-editing.service.js';
import { IssueFilters } from './issue-filters.read-model.js';
import { IssueGroupings } from './issue-groupings.read-model.js';
import { IssueNeighbours } from './issue-neighbours.read-model.js';
import { IssuePrivacy } from './issue-privacy.service.js';
import { IssuePrivacyStore } from './issue-privacy.store.js';
import { IssueReading } from './issue-reading.service.js';
import { IssueRevealController } from './issue-reveal.controller.js';
import { IssueSaving } from './issue-saving.service.js';
import { IssueStore } from './issue.store.js';
import { IssueSubmission } from './issue-submission.service.js';
import { SubmissionPlaces } from './submission-places.service.js';
import { IssueSystemSteps } from './issue-system-steps.service.js';
import { IssueTransitions } from './issue-transitions.service.js';
import { IssueViewing } from './issue-viewing.service.js';
import { IssueWindows } from './issue-windows.service.js';
import { IssueListController } from './issue-list.controller.js';
import { IssueTable } from './issue-table.service.js';
import { IssuesController } from './issues.controller.js';
import { IssuesReadModel } from './issues.read-model.js';
import { Handover } from './handover.service.js';
import { LeavingCadres } from './leaving-cadres.js';
import { LeadChecks } from './lead-checks.service.js';
import { RequestsController } from './requests.controller.js';
import { RequestsReadModel } from './requests.read-model.js';
import { SilentDeciders } from './silent-deciders.service.js';
import { SupervisionsController } from './supervisions.controller.js';
import { SupervisionsReadModel } from './supervisions.read-model.js';

@Module({
  imports: [RegionsModule, ReferenceModule, EnterprisesModule, CadresModule, RevealsModule],
  controllers: [
    IssueListController,
    IssuesController,
    IssueActionsController,
    IssueRevealController,
    RequestsController,
    SupervisionsController,
  ],
  providers: [
    AroundEffects,
    BulletinScopes,
    ConfidentialReads,
    DrillDowns,
    IssueActions,
    IssueEditing,
    IssueFilters,
    IssueGroupings,
    IssueNeighbours,
    IssuePrivacy,
    IssuePrivacyStore,
    IssueReading,
    IssueSaving,
    IssueStore,
    IssueSubmission,
    IssueSystemSteps,
    IssueTable,
    IssueTransitions,
    IssueViewing,
    IssueWindows,
    IssuesReadModel,
    Handover,
    LeadChecks,
    LeavingCadres,
    RequestsReadModel,
    SilentDeciders,
    SubmissionPlaces,
    SupervisionsReadModel,
  ],
  exports: [
    BulletinScopes,
    Handover,
    IssueActions,
    IssueFilters,
    IssueGroupings,
    IssueReading,
    IssueSubmission,
    IssueSystemSteps,
    IssueTransitions,
    IssuesReadModel,
    IssueWindows,
  ],
})
export class IssuesModule {
  constructor(
    sweeps: Sweeps,
    windows: IssueWindows,
    deciders: SilentDeciders,
    @Inject(CONFIG) { sweepSeconds }: Config,
  ) {
    const sweep = (name: string, moveOn: (attempt: Attempt) => Promise<number>): void =>
      sweeps.register({
        name,
        every: sweepSeconds * SECOND,
        run: async (attempt) => ({ moved: await moveOn(attempt) }),
      });
    sweep('issue-windows', (attempt) => windows.sweep(attempt));
    sweep('silent-deciders', (attempt) => deciders.sweep(attempt));
  }
}
