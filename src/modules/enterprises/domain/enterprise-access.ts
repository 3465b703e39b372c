import type { Actor, ActorRole } from '../../../kernel/actor.js';

/** Which enterprises somebody may see. */
export type EnterpriseVisibility =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'own'; readonly enterpriseId: string }
  /** Those that the cadre is paired with on the day of asking. */
  | { readonly kind: 'paired'; readonly cadreId: string }
  | { readonly kind: 'region'; readonly regionCode: string };

const ALL: EnterpriseVisibility = { kind: 'all' };
const NONE: EnterpriseVisibility = { kind: 'none' };

const ofRegion = ({ regionCode }: Actor): EnterpriseVisibility => ({ kind: 'region', regionCode });

const VISIBILITY: Readonly<Record<ActorRole, (actor: Actor) => EnterpriseVisibility>> = {
  enterprise: ({ enterpriseId }) => (enterpriseId === null ? NONE : { kind: 'own', enterpriseId }),
  cadre: ({ cadreId }) => (cadreId === null ? NONE : { kind: 'paired', cadreId }),
  coordinator: ofRegion,
  manager: ofRegion,
  auditor: ofRegion,
  admin: () => ALL,
  security: () => NONE,
  system: () => ALL,
};

export function enterpriseVisibility(actor: Actor): EnterpriseVisibility {
  return VISIBILITY[actor.role](actor);
}

/** What is to be known of an enterprise to tell who sees it. */
export interface SeenEnterprise {
  readonly id: string;
  readonly regionCode: string;
  /** Whether it is paired with the cadre who asks, on the day of asking. */
  readonly paired: boolean;
}

/** @param isWithin whether the first region belongs to the second one */
export function seesEnterprise(
  visibility: EnterpriseVisibility,
  { id, regionCode, paired }: SeenEnterprise,
  isWithin: (code: string, ancestor: string) => boolean,
): boolean {
  switch (visibility.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'own':
      return id === visibility.enterpriseId;
    case 'paired':
      return paired;
    case 'region':
      return isWithin(regionCode, visibility.regionCode);
  }
}

/**
 * Contacts are masked for all but the enterprise itself and the cadres who look after it: who else needs one says why.
 * Whoever looks after several opens the one that they want to call; a list is no telephone book.
 */
export function seesWholeContacts(actor: Actor, shown: 'one' | 'list'): boolean {
  // A cadre sees no other enterprise than those that they are paired with.
  return ['enterprise', 'system'].includes(actor.role) || (actor.role === 'cadre' && shown === 'one');
}
