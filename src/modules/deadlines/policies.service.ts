import { Injectable } from '@nestjs/common';
import { ReferenceCaches } from '../../platform/persistence/index.js';
import type { SlaPolicy } from './domain/sla-policy.js';
import { PoliciesStore } from './policies.store.js';

/** Topic of the cached policies; whoever changes one raises it. */
export const POLICIES_TOPIC = 'policies';

@Injectable()
export class Policies {
  constructor(
    private readonly caches: ReferenceCaches,
    private readonly store: PoliciesStore,
  ) {}

  /** Every version as it is committed, by code and version; kept in memory. */
  all(): Promise<readonly SlaPolicy[]> {
    return this.caches.get(POLICIES_TOPIC, (reader) => this.store.all(reader));
  }
}
