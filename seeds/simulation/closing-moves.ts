import { iso } from '../../src/kernel/clock.js';
import { PHRASES } from '../demo/corpus.js';
import { decide, type Move, office, randomOf, responsibleRegion, type Scene } from './moves.js';

/** Claims of a hasty cadre do not hold at the first look. */
const SEEN_THROUGH = 0.5;

export function doneClaimed(scene: Scene): Move {
  const { look, life, city } = scene;
  const by = office(scene);
  const hasty = city.cadre(look.assigneeId!)?.kind === 'hasty' && life.random.chance(SEEN_THROUGH);
  if (life.takes('claimed-falsely') || hasty)
    return { by, action: 'rework', body: { missing: randomOf(scene).pick(PHRASES.reworkMissing) } };
  return { by, action: 'verify', body: { note: randomOf(scene).pick(PHRASES.verifyNote) } };
}

export function verified(scene: Scene): Move {
  const { life, enterprise: by } = scene;
  if (life.takes('called-back')) return callsBack(scene, life.random.chance(0.85));
  if (life.has('rates-never')) return null;
  if (life.takes('unhappy')) {
    const comment = life.random.pick(PHRASES.unhappyComment);
    return { by, action: 'rate', body: { stars: life.random.pick([1, 2]), solved: false, comment } };
  }
  const comment = life.random.pick(PHRASES.plainComment);
  return { by, action: 'rate', body: { stars: life.random.pick([5, 5, 5, 4, 4, 3]), solved: true, comment } };
}

export function closed(scene: Scene): Move {
  const { life, enterprise: by } = scene;
  if (life.takes('reopens'))
    return { by, action: 'reopen', body: { reason: randomOf(scene).pick(PHRASES.reopenReason) } };
  return life.takes('spot-checked') ? callsBack(scene, life.random.chance(0.8)) : null;
}

/** Somebody asks who has neither handled nor verified it. */
function callsBack(scene: Scene, solved: boolean): Move {
  const { look, city, enterprise, now, life } = scene;
  const by = city.coordinator(responsibleRegion(look, city.tree), [look.verifiedBy]);
  const stars = solved ? life.random.pick([5, 4, 4]) : 2;
  const said = { contacted: true, person: enterprise.displayName, at: iso(now), solved, stars };
  return { by, action: 'call-back', body: { ...said, comment: life.random.pick(PHRASES.callBackComment) } };
}

export function refused(scene: Scene): Move {
  const { look, life, enterprise: by } = scene;
  const [request] = look.pending;
  if (request) return decide(scene, request);
  if (look.objectionCount > 0 || !life.takes('objects')) return null;
  return { by, action: 'object', body: { reason: randomOf(scene).pick(PHRASES.objection) } };
}
