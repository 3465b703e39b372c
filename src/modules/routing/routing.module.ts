import { Module } from '@nestjs/common';
import { CadresModule } from '../cadres/index.js';
import { IssuesModule } from '../issues/index.js';
import { ReferenceModule } from '../reference/index.js';
import { RegionsModule } from '../regions/index.js';
import { LeadFinder } from './lead-finder.service.js';
import { RoutingController } from './routing.controller.js';
import { RoutingPreview } from './routing-preview.service.js';
import { RoutingReadModel } from './routing.read-model.js';
import { Routing } from './routing.service.js';
import { RoutingRules } from './routing-rules.service.js';
import { RoutingRulesStore } from './routing-rules.store.js';
import { RuleChecks } from './rule-checks.service.js';
import { RuleEditing } from './rule-editing.service.js';

@Module({
  imports: [RegionsModule, ReferenceModule, CadresModule, IssuesModule],
  controllers: [RoutingController],
  providers: [
    LeadFinder,
    Routing,
    RoutingPreview,
    RoutingReadModel,
    RoutingRules,
    RoutingRulesStore,
    RuleChecks,
    RuleEditing,
  ],
})
export class RoutingModule {}
