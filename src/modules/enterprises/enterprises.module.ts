import { Module } from '@nestjs/common';
import { CadresModule } from '../cadres/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { ContactErasure } from './contact-erasure.service.js';
import { RevealsModule } from '../reveals/index.js';
import { EnterpriseChecks } from './enterprise-checks.service.js';
import { EnterpriseRevealController } from './enterprise-reveal.controller.js';
import { EnterpriseEditing } from './enterprise-editing.service.js';
import { EnterpriseTable } from './enterprise-table.service.js';
import { EnterprisesController } from './enterprises.controller.js';
import { EnterprisesReadModel } from './enterprises.read-model.js';
import { Enterprises } from './enterprises.service.js';
import { EnterprisesStore } from './enterprises.store.js';
import { PairingChanges } from './pairing-changes.service.js';
import { PairingHandover } from './pairing-handover.service.js';
import { PairingsController } from './pairings.controller.js';
import { Pairings } from './pairings.service.js';
import { PairingsStore } from './pairings.store.js';

@Module({
  imports: [RegionsModule, CadresModule, ReferenceModule, RevealsModule],
  controllers: [EnterprisesController, EnterpriseRevealController, PairingsController],
  providers: [
    ContactErasure,
    Enterprises,
    EnterpriseChecks,
    EnterpriseEditing,
    EnterpriseTable,
    EnterprisesReadModel,
    EnterprisesStore,
    PairingChanges,
    PairingHandover,
    Pairings,
    PairingsStore,
  ],
  exports: [Enterprises, PairingHandover, Pairings],
})
export class EnterprisesModule {}
