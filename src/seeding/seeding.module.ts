import { Module } from '@nestjs/common';
import { RegionsModule } from '../modules/regions/index.js';
import { ReferenceSeeding } from './reference-seeding.js';

@Module({ imports: [RegionsModule], providers: [ReferenceSeeding], exports: [ReferenceSeeding] })
export class SeedingModule {}
