import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { SweepLeases } from './sweep-leases.store.js';
import { SweepWatch } from './sweep-watch.js';
import { Sweeps } from './sweeps.js';

@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [SweepLeases, SweepWatch, Sweeps], exports: [Sweeps] })
export class SchedulingModule {}
