import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountLimitGuard } from '../../platform/rate-limits/index.js';
import { AccessGuard } from './access.guard.js';

/** Who may do what, and how often; the guards stand in this order. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: AccountLimitGuard },
  ],
})
export class AccessModule {}
