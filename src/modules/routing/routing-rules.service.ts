import { Injectable } from '@nestjs/common';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import { RoutingRulesStore, type StoredRule } from './routing-rules.store.js';

/** Topic of the cached routing rules; whoever changes a rule raises it. */
export const ROUTING_RULES_TOPIC = 'routing-rules';

/** The routing order as it is committed, kept in memory. */
@Injectable()
export class RoutingRules {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: RoutingRulesStore,
  ) {}

  /** In their order, also those that are switched off. */
  all(): Promise<readonly StoredRule[]> {
    return this.caches.get(ROUTING_RULES_TOPIC, (reader) => this.store.all(reader));
  }
}
