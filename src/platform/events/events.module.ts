import { Global, Module } from '@nestjs/common';
import { TransactionalEvents } from './transactional-events.js';

@Global()
@Module({ providers: [TransactionalEvents], exports: [TransactionalEvents] })
export class EventsModule {}
