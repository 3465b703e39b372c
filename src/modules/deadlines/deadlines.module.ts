import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/index.js';
import { CalendarEditing } from './calendar-editing.service.js';
import { CalendarController } from './calendar.controller.js';
import { Calendars } from './calendar.service.js';
import { CalendarStore } from './calendar.store.js';
import { IssueClocks } from './issue-clocks.service.js';
import { PoliciesController } from './policies.controller.js';
import { Policies } from './policies.service.js';
import { PoliciesStore } from './policies.store.js';
import { PolicyEditing } from './policy-editing.service.js';
import { PolicyVersions } from './policy-versions.service.js';

@Module({
  imports: [ReferenceModule],
  controllers: [CalendarController, PoliciesController],
  providers: [
    Calendars,
    CalendarEditing,
    CalendarStore,
    Policies,
    PolicyEditing,
    PolicyVersions,
    PoliciesStore,
    IssueClocks,
  ],
  exports: [Calendars],
})
export class DeadlinesModule {}
