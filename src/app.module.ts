import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from './kernel/clock.js';
import type { IdSource } from './kernel/ids.js';
import { AccessModule, ROLE_SCOPES } from './modules/access/index.js';
import { AccountsModule } from './modules/accounts/index.js';
import { AttachmentsModule } from './modules/attachments/index.js';
import { AuditModule } from './modules/audit/index.js';
import { BulletinsModule } from './modules/bulletins/index.js';
import { CallBacksModule } from './modules/call-backs/index.js';
import { CadresModule } from './modules/cadres/index.js';
import { DeadlinesModule } from './modules/deadlines/index.js';
import { ExportsModule } from './modules/exports/index.js';
import { EnterprisesModule } from './modules/enterprises/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { FigureCellsModule } from './modules/figure-cells/index.js';
import { IssuesModule } from './modules/issues/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { PrivacyModule } from './modules/privacy/index.js';
import { OidcModule } from './modules/oidc/index.js';
import { ReferenceModule } from './modules/reference/index.js';
import { RegionsModule } from './modules/regions/index.js';
import { ReportsModule } from './modules/reports/index.js';
import { RoutingModule } from './modules/routing/index.js';
import { WebhooksModule } from './modules/webhooks/index.js';
import { AuditTrailModule } from './platform/audit/index.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Config } from './platform/config/config.js';
import { EventsModule } from './platform/events/events.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { HttpModule } from './platform/http/index.js';
import { LoggingModule } from './platform/observability/logging.module.js';
import { OutboundModule } from './platform/outbound/index.js';
import { MetricsModule } from './platform/observability/metrics.module.js';
import { OutboxModule } from './platform/outbox/index.js';
import { PersistenceModule } from './platform/persistence/index.js';
import { StorageModule } from './platform/storage/index.js';
import { SchedulingModule } from './platform/scheduling/index.js';
import { RateLimitsModule } from './platform/rate-limits/index.js';
import { TablesModule } from './platform/tables/index.js';
import { SCHEMA } from './schema.js';
import { SeedingModule } from './seeding/index.js';

/** What a process brings along: settings, log, time and identifiers; a test and the demo bring their own. */
export interface Surroundings {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** The product's modules, in the order of the house: a module sees only those before it. */
const FEATURES: NonNullable<DynamicModule['imports']> = [
  IdentityModule.of(ROLE_SCOPES),
  AccessModule,
  OidcModule,
  RegionsModule,
  ReferenceModule,
  EnterprisesModule,
  CadresModule,
  AccountsModule,
  IssuesModule,
  FigureCellsModule,
  AttachmentsModule,
  DeadlinesModule,
  RoutingModule,
  CallBacksModule,
  NotificationsModule,
  ReportsModule,
  BulletinsModule,
  PrivacyModule,
  WebhooksModule,
  AuditModule,
  ExportsModule,
  SeedingModule,
];

/** The composition root: the only place that knows every module. */
@Module({})
export class AppModule {
  static of({ config, logger, clock, ids }: Surroundings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config, clock, ids),
        LoggingModule.of(logger),
        MetricsModule,
        PersistenceModule.of(config, SCHEMA),
        EventsModule,
        SchedulingModule,
        OutboxModule,
        OutboundModule,
        AuditTrailModule,
        StorageModule,
        RateLimitsModule,
        HttpModule,
        TablesModule,
        HealthModule,
        ...FEATURES,
      ],
    };
  }
}
