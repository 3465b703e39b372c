import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { RegionsModule } from '../regions/index.js';
import { ReportsModule } from '../reports/index.js';
import { BulletinDrafts } from './bulletin-drafts.service.js';
import { BulletinKey } from './bulletin-key.js';
import { BulletinProofController } from './bulletin-proof.controller.js';
import { BulletinPublishing } from './bulletin-publishing.service.js';
import { BulletinReaders } from './bulletin-readers.read-model.js';
import { BulletinScheduleChecks } from './bulletin-schedule-checks.service.js';
import { BulletinSchedulesController } from './bulletin-schedules.controller.js';
import { BulletinSchedules } from './bulletin-schedules.service.js';
import { BulletinSchedulesStore } from './bulletin-schedules.store.js';
import { BulletinVerification } from './bulletin-verification.service.js';
import { BulletinsController } from './bulletins.controller.js';
import { BulletinsReadModel } from './bulletins.read-model.js';
import { Bulletins } from './bulletins.service.js';
import { BulletinsStore } from './bulletins.store.js';
import { CountableIssues } from './countable-issues.read-model.js';
import { ScheduledBulletins } from './scheduled-bulletins.service.js';
import { ScheduledMaking } from './scheduled-making.service.js';

@Module({
  imports: [RegionsModule, IssuesModule, ReportsModule, NotificationsModule],
  controllers: [BulletinsController, BulletinProofController, BulletinSchedulesController],
  providers: [
    BulletinDrafts,
    BulletinKey,
    BulletinPublishing,
    BulletinReaders,
    BulletinScheduleChecks,
    BulletinSchedules,
    BulletinSchedulesStore,
    BulletinVerification,
    Bulletins,
    BulletinsReadModel,
    BulletinsStore,
    CountableIssues,
    ScheduledBulletins,
    ScheduledMaking,
  ],
})
export class BulletinsModule {}
