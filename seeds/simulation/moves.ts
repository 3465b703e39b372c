import type { Actor } from '../../src/kernel/actor.js';
import { HOUR, iso, type Instant } from '../../src/kernel/clock.js';
import { type LocalDate, localDateOf } from '../../src/kernel/local-date.js';
import type { RegionTree } from '../../src/modules/regions/index.js';
import type { Random } from '../demo/random.js';
import { PHRASES } from '../demo/corpus.js';
import type { City, Colleague } from './city.js';
import type { IssueLook, WaitingRequest } from './issue-look.read-model.js';
import type { Life } from './temperaments.js';

/** An issue at the moment at which somebody looks at it. */
export interface Scene {
  readonly look: IssueLook;
  readonly life: Life;
  readonly enterprise: Actor;
  readonly now: Instant;
  readonly city: City;
  /** The closing hour so many working days on. */
  readonly closing: (workingDays: number) => Instant;
}

/** What somebody does; null when whoever should do something does not. */
export type Move = { readonly by: Actor; readonly action: string; readonly body: object } | null;

export const today = ({ now }: Scene): LocalDate => localDateOf(now);
export const randomOf = ({ life }: Scene): Random => life.random;

export function responsibleRegion({ regionCode, level }: IssueLook, tree: RegionTree): string {
  return tree.ancestorAt(regionCode, level);
}

/** A coordinator of the issue's level. */
export function office({ look, city }: Scene, but: readonly (string | null)[] = []): Actor {
  return city.coordinator(responsibleRegion(look, city.tree), but);
}

/** Somebody who could lead it, other than whoever does; null when nobody is there. */
export function successor(scene: Scene): Colleague | null {
  const { look, city } = scene;
  const able = city.colleagues(
    responsibleRegion(look, city.tree),
    ({ id, leave }) =>
      id !== look.assigneeId && !leave.some(({ from, to }) => from <= today(scene) && today(scene) <= to),
  );
  return able.length === 0 ? null : randomOf(scene).pick(able);
}

/** What its decider does with a request. */
export function decide(scene: Scene, request: WaitingRequest): Move {
  const { look, life, city } = scene;
  if (life.has('decider-silent') && life.decisionsPutOff < 3) {
    life.decisionsPutOff += 1;
    return null;
  }
  life.takes('decider-silent');
  const approve = life.random.chance(APPROVED[request.kind]);
  const by = city.coordinator(request.deciderRegionCode, [request.requestedBy, request.opposedUserId]);
  const texts = approve ? PHRASES.returnApproved : PHRASES.returnDenied;
  // Whoever approves a second return names who has it in the end.
  const final = request.kind === 'return' && approve && look.returnCount > 0 ? successor(scene) : null;
  const named = final === null ? {} : { cadreId: final.id };
  return { by, action: 'decide', body: { requestId: request.id, approve, reason: life.random.pick(texts), ...named } };
}

const APPROVED: Readonly<Record<WaitingRequest['kind'], number>> = {
  return: 0.7,
  extension: 0.8,
  long_term: 0.85,
  escalation: 0.8,
  objection: 0.5,
};

export const shortlyBefore = ({ now, life }: Scene): string => iso(now - life.random.int(1, 4) * HOUR);
