import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { CalendarEditing } from './calendar-editing.service.js';
import { CalendarController } from './calendar.controller.js';
import { Calendars } from './calendar.service.js';
import { ClockVerificationReadModel } from './clock-verification.read-model.js';
import { ClockVerification } from './clock-verification.service.js';
import { ClocksController } from './clocks.controller.js';
import { PauseTable } from './pause-table.service.js';
import { PausesReadModel } from './pauses.read-model.js';
import { ClockFactsReadModel } from './clock-facts.read-model.js';
import { CalendarStore } from './calendar.store.js';
import { IssueClocks } from './issue-clocks.service.js';
import { PoliciesController } from './policies.controller.js';
import { Policies } from './policies.service.js';
import { PoliciesStore } from './policies.store.js';
import { PolicyEditing } from './policy-editing.service.js';
import { PolicyVersions } from './policy-versions.service.js';
import { RecalculationController } from './recalculation.controller.js';
import { RecalculationReadModel } from './recalculation.read-model.js';
import { Recalculations, RecalculationSources } from './recalculations.service.js';

@Module({
  imports: [ReferenceModule, RegionsModule, IssuesModule],
  controllers: [CalendarController, PoliciesController, RecalculationController, ClocksController],
  providers: [
    Calendars,
    CalendarEditing,
    CalendarStore,
    Policies,
    PolicyEditing,
    PolicyVersions,
    PoliciesStore,
    ClockFactsReadModel,
    ClockVerification,
    ClockVerificationReadModel,
    PausesReadModel,
    PauseTable,
    RecalculationReadModel,
    RecalculationSources,
    Recalculations,
    IssueClocks,
  ],
  exports: [Calendars, ClockVerification],
})
export class DeadlinesModule {}
