import type { Scope } from '../../kernel/scopes.js';
import type { Restriction } from './domain/security-policy.js';

/** What a sign-in lets its holder do. */
export interface Rights {
  readonly scopes: ReadonlySet<Scope>;
  /** Why that is only their own profile, or null. */
  readonly restriction: Restriction | null;
}
