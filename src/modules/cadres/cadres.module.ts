import { Module } from '@nestjs/common';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { RevealsModule } from '../reveals/index.js';
import { CadreChanges } from './cadre-changes.service.js';
import { CadreChecks } from './cadre-checks.service.js';
import { CadreErasure } from './cadre-erasure.service.js';
import { CadreEditing } from './cadre-editing.service.js';
import { CadreLoads } from './cadre-loads.service.js';
import { CadreRevealController } from './cadre-reveal.controller.js';
import { CadreListController } from './cadre-list.controller.js';
import { CadreTable } from './cadre-table.service.js';
import { CadresController } from './cadres.controller.js';
import { CadresReadModel } from './cadres.read-model.js';
import { Cadres } from './cadres.service.js';
import { CadresStore } from './cadres.store.js';

@Module({
  imports: [RegionsModule, ReferenceModule, RevealsModule],
  controllers: [CadreListController, CadresController, CadreRevealController],
  providers: [
    Cadres,
    CadreTable,
    CadreLoads,
    CadreChecks,
    CadreChanges,
    CadreEditing,
    CadreErasure,
    CadresReadModel,
    CadresStore,
  ],
  exports: [Cadres, CadreChanges, CadreLoads],
})
export class CadresModule {}
