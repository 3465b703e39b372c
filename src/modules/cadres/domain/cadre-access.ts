import type { Actor, ActorRole } from '../../../kernel/actor.js';

/** Which cadres somebody may see: all, none, or those of a region's subtree and themselves. */
export type CadreVisibility =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'region'; readonly regionCode: string; readonly ownId: string | null };

const ALL: CadreVisibility = { kind: 'all' };
const NONE: CadreVisibility = { kind: 'none' };

const VISIBILITY: Readonly<Record<ActorRole, (actor: Actor) => CadreVisibility>> = {
  enterprise: () => NONE,
  cadre: ofRegion,
  coordinator: ofRegion,
  manager: ofRegion,
  auditor: ofRegion,
  admin: () => ALL,
  security: () => NONE,
  system: () => ALL,
};

export function cadreVisibility(actor: Actor): CadreVisibility {
  return VISIBILITY[actor.role](actor);
}

function ofRegion({ regionCode, cadreId }: Actor): CadreVisibility {
  return { kind: 'region', regionCode, ownId: cadreId };
}

/** @param isWithin whether the first region belongs to the second one */
export function seesCadre(
  visibility: CadreVisibility,
  cadre: { readonly id: string; readonly regionCode: string },
  isWithin: (code: string, ancestor: string) => boolean,
): boolean {
  if (visibility.kind !== 'region') return visibility.kind === 'all';
  return cadre.id === visibility.ownId || isWithin(cadre.regionCode, visibility.regionCode);
}

/** Numbers are masked but for one's own: who needs one says why. */
export function seesWholePhone(actor: Actor, cadreId: string): boolean {
  return actor.role === 'system' || actor.cadreId === cadreId;
}
