import { Module } from '@nestjs/common';
import { CadresModule } from '../cadres/index.js';
import { DeadlinesModule } from '../deadlines/index.js';
import { IssuesModule } from '../issues/index.js';
import { RegionsModule } from '../regions/index.js';
import { CallBackNotices } from './call-back-notices.service.js';
import { BulletinNotices } from './bulletin-notices.service.js';
import { ColourSweep } from './colour-sweep.service.js';
import { ColoursStore } from './colours.store.js';
import { InboxBell } from './inbox-bell.js';
import { InboxReadModel } from './inbox.read-model.js';
import { LeadAccountNotices } from './lead-account-notices.service.js';
import { MailDelivery } from './mail-delivery.service.js';
import { MailReceivers } from './mail-receivers.service.js';
import { NoticeDelivery } from './notice-delivery.service.js';
import { MailPlanning } from './mail-planning.service.js';
import { MailTimes } from './mail-times.service.js';
import { MailTransport } from './mail-transport.js';
import { NoticeCauses } from './notice-causes.service.js';
import { NoticeFanOut } from './notice-fan-out.service.js';
import { NoticesReadModel } from './notices.read-model.js';
import { NoticeRetention } from './notice-retention.service.js';
import { Notices } from './notices.service.js';
import { NoticesStore } from './notices.store.js';
import { NotificationStreamController } from './notification-stream.controller.js';
import { NotificationStreams } from './notification-streams.service.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationErasure } from './notification-erasure.service.js';
import { NotificationPreferencesController } from './preferences.controller.js';
import { NotificationPreferences } from './preferences.service.js';
import { PreferencesStore } from './preferences.store.js';
import { Recipients } from './recipients.service.js';

@Module({
  imports: [RegionsModule, CadresModule, IssuesModule, DeadlinesModule],
  controllers: [NotificationsController, NotificationStreamController, NotificationPreferencesController],
  providers: [
    CallBackNotices,
    BulletinNotices,
    ColourSweep,
    ColoursStore,
    InboxBell,
    InboxReadModel,
    LeadAccountNotices,
    MailDelivery,
    MailPlanning,
    MailReceivers,
    MailTimes,
    MailTransport,
    NoticeCauses,
    NoticeDelivery,
    NoticeFanOut,
    NoticeRetention,
    Notices,
    NoticesReadModel,
    NoticesStore,
    NotificationErasure,
    NotificationPreferences,
    NotificationStreams,
    PreferencesStore,
    Recipients,
  ],
  exports: [BulletinNotices],
})
export class NotificationsModule {}
