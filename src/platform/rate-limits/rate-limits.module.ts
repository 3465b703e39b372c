import { Global, Module } from '@nestjs/common';
import { UnitOfWork } from '../persistence/index.js';
import { HitsInMemory } from './hits-in-memory.js';
import { Hits } from './hits.js';
import { SharedHits } from './hits.store.js';
import { RateLimits } from './rate-limits.js';

@Global()
@Module({
  providers: [
    RateLimits,
    {
      provide: Hits,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork): Hits =>
        unitOfWork.dialect.kind === 'postgres' ? new SharedHits(unitOfWork) : new HitsInMemory(),
    },
  ],
  exports: [RateLimits],
})
export class RateLimitsModule {}
