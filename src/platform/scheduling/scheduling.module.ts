import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { SweepLeases } from './sweep-leases.store.js';
import { Sweeps } from './sweeps.js';

@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [SweepLeases, Sweeps], exports: [Sweeps] })
export class SchedulingModule {}
