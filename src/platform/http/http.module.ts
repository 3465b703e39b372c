import { Global, Inject, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { createHash } from 'node:crypto';
import { SECOND } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../config/config.js';
import { UnitOfWork } from '../persistence/index.js';
import { Sweeps } from '../scheduling/index.js';
import { Cursors } from './paging.js';
import { ProblemFilter } from './problem.filter.js';
import { RefusalTrail } from './refusal-trail.service.js';
import { StartPageController } from './start-page.controller.js';
import { Writes } from './writes.js';

@Global()
@Module({
  controllers: [StartPageController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    // Derived from the configured secret, so that the next page may come from another process.
    {
      provide: Cursors,
      inject: [CONFIG],
      useFactory: (config: Config) => new Cursors(createHash('sha256').update(`cursor:${config.tokenSecret}`).digest()),
    },
    RefusalTrail,
    Writes,
  ],
  exports: [Cursors, Writes],
})
export class HttpModule {
  constructor(sweeps: Sweeps, unitOfWork: UnitOfWork, writes: Writes, @Inject(CONFIG) { sweepSeconds }: Config) {
    const run = async () => ({ forgotten: await unitOfWork.run((tx) => writes.forgetOld(tx)) });
    sweeps.register({ name: 'idempotency-keys', every: sweepSeconds * SECOND, run });
  }
}
