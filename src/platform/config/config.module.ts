import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import { CONFIG, type Config } from './config.js';

/** What every other module may ask for without importing anything: settings, the time, new identifiers. */
@Global()
@Module({})
export class ConfigModule {
  static of(config: Config, clock: Clock, ids: IdSource): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: IdSource, useValue: ids },
      ],
      exports: [CONFIG, Clock, IdSource],
    };
  }
}
