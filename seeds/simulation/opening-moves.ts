import { HOUR } from '../../src/kernel/clock.js';
import { PHRASES } from '../demo/corpus.js';
import { backOn } from './city.js';
import { besidesLead } from './side-moves.js';
import { decide, type Move, office, randomOf, type Scene, successor, today } from './moves.js';

const RETURN_WINDOW_MS = 24 * HOUR;
/** So often a lead may be found silent before the coordinator gives the issue to somebody else. */
const PATIENCE = 3;

export function submitted(scene: Scene): Move {
  const { look, life } = scene;
  if (look.infoRequestCount === 0 && life.takes('asks-for-facts'))
    return {
      by: office(scene),
      action: 'request-info',
      body: { question: randomOf(scene).pick(PHRASES.infoQuestion) },
    };
  return withdrawn(scene) ?? refused(scene) ?? { by: office(scene), action: 'accept', body: {} };
}

export function needsInfo(scene: Scene): Move {
  if (scene.life.has('leaves-question-open')) return null;
  return {
    ...{ by: scene.enterprise, action: 'provide-info' },
    body: { answer: randomOf(scene).pick(PHRASES.infoAnswer) },
  };
}

export function accepted(scene: Scene): Move {
  const [request] = scene.look.pending;
  if (request) return decide(scene, request);
  const other = besidesLead(scene);
  if (other) return other;
  const lead = successor(scene);
  if (lead === null) return null;
  const support = scene.life.takes('supported') ? successor(scene) : null;
  const coHandlerIds = support === null || support.id === lead.id ? {} : { coHandlerIds: [support.id] };
  const body = { cadreId: lead.id, reason: randomOf(scene).pick(PHRASES.assignReason), ...coHandlerIds };
  return { by: office(scene), action: 'assign', body };
}

export function assigned(scene: Scene): Move {
  const { look, life, city, now } = scene;
  const [request] = look.pending;
  if (request) return decide(scene, request);
  const early = withdrawn(scene) ?? refused(scene) ?? replaced(scene) ?? besidesLead(scene);
  if (early) return early;
  const lead = city.cadre(look.assigneeId!)!;
  if (isMissing(scene)) return null;
  const mayReturn = !look.returnLocked && look.assignedAt !== null && now <= look.assignedAt + RETURN_WINDOW_MS;
  if (mayReturn && (life.takes('returns') || life.takes('returns-again'))) return givesBack(scene);
  return { by: lead.actor, action: 'sign', body: {} };
}

function givesBack(scene: Scene): Move {
  const { look, city } = scene;
  const lead = city.cadre(look.assigneeId!)!;
  const others = city.colleagues(lead.regionCode, ({ departmentCode }) => departmentCode !== lead.departmentCode);
  if (others.length === 0) return { by: lead.actor, action: 'sign', body: {} };
  const body = {
    reason: 'not-our-duty',
    suggestedDepartmentId: randomOf(scene).pick(others).departmentCode,
    note: randomOf(scene).pick(PHRASES.returnNote),
  };
  return { by: lead.actor, action: 'return', body };
}

function refused(scene: Scene): Move {
  if (scene.look.firstContactAt !== null || !scene.life.takes('refused')) return null;
  return { by: office(scene), action: 'refuse', body: { reason: 'out-of-duty', channel: '请向有管辖权的单位提出' } };
}

function withdrawn(scene: Scene): Move {
  if (!scene.life.takes('withdraws')) return null;
  return { by: scene.enterprise, action: 'withdraw', body: { reason: randomOf(scene).pick(PHRASES.withdrawReason) } };
}

/** Whether the lead does nothing this time: away, or silent. */
export function isMissing(scene: Scene): boolean {
  const { look, life, city } = scene;
  const lead = city.cadre(look.assigneeId!);
  const missing =
    lead === null || backOn(lead, today(scene)) !== null || (lead.kind === 'silent' && life.random.chance(0.6));
  life.silences = missing ? life.silences + 1 : 0;
  return missing;
}

/** Somebody else gets it when the lead has been missing for too long. */
export function replaced(scene: Scene): Move {
  const { life } = scene;
  if (life.silences < PATIENCE) return null;
  life.silences = 0;
  const lead = successor(scene);
  if (lead === null) return null;
  const body = { cadreId: lead.id, reason: randomOf(scene).pick(PHRASES.reassignReason) };
  return { by: office(scene), action: 'reassign', body };
}
