import { Module } from '@nestjs/common';
import { RegionsModule } from '../regions/index.js';
import { CampaignEditing } from './campaign-editing.service.js';
import { CampaignsController } from './campaigns.controller.js';
import { CategoriesController } from './categories.controller.js';
import { CategoryEditing } from './category-editing.service.js';
import { ChainEditing } from './chain-editing.service.js';
import { ChainsController } from './chains.controller.js';
import { DepartmentEditing } from './department-editing.service.js';
import { DepartmentsController } from './departments.controller.js';
import { ReferenceData } from './reference-data.service.js';
import { ReferenceStore } from './reference.store.js';

@Module({
  imports: [RegionsModule],
  controllers: [DepartmentsController, CategoriesController, ChainsController, CampaignsController],
  providers: [ReferenceData, ReferenceStore, DepartmentEditing, CategoryEditing, ChainEditing, CampaignEditing],
  exports: [ReferenceData],
})
export class ReferenceModule {}
