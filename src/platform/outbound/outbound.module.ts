import { Global, Module } from '@nestjs/common';
import { OutboundCalls } from './outbound-calls.js';

@Global()
@Module({ providers: [OutboundCalls], exports: [OutboundCalls] })
export class OutboundModule {}
