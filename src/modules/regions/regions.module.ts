import { Module } from '@nestjs/common';
import { RegionEditing } from './region-editing.service.js';
import { RegionsController } from './regions.controller.js';
import { Regions } from './regions.service.js';
import { RegionsStore } from './regions.store.js';

@Module({
  controllers: [RegionsController],
  providers: [Regions, RegionEditing, RegionsStore],
  exports: [Regions],
})
export class RegionsModule {}
