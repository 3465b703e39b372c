import { LEVELS } from '../../src/modules/issues/index.js';
import { PHRASES } from '../demo/corpus.js';
import { backOn } from './city.js';
import { type Move, office, randomOf, type Scene, today } from './moves.js';

/** How often a co-handler who is asked gives the opinion this time. */
const OPINES = 0.6;

const OPINIONS = [
  '同意按主办单位意见办理，我单位负责政策把关。',
  '建议先解决用地手续，再协调资金。',
  '已核对有关规定，可以办理。',
];

/** What somebody besides the lead does about an issue that is being handled; null when nobody has a reason to. */
export function besidesLead(scene: Scene): Move {
  return acknowledges(scene) ?? opines(scene) ?? merges(scene) ?? handsDown(scene);
}

function acknowledges(scene: Scene): Move {
  const isAsked = scene.look.duties.some(({ addressee }) => addressee === 'coordinator');
  return isAsked ? { by: office(scene), action: 'acknowledge-supervision', body: {} } : null;
}

function opines(scene: Scene): Move {
  const { look, city, life } = scene;
  if (look.status === 'accepted') return null;
  const [asked] = look.owingCadreIds.map((id) => city.cadre(id)).filter((colleague) => colleague !== null);
  if (asked === undefined || backOn(asked, today(scene)) !== null || !life.random.chance(OPINES)) return null;
  return { by: asked.actor, action: 'give-opinion', body: { opinion: life.random.pick(OPINIONS) } };
}

function merges(scene: Scene): Move {
  const { look, life } = scene;
  if (look.similarId === null || look.childCount > 0 || look.status === 'long_term' || !life.takes('merges'))
    return null;
  return { by: office(scene), action: 'merge', body: { intoIssueId: look.similarId } };
}

/** The level above has done its part. */
function handsDown(scene: Scene): Move {
  const { look, life, city } = scene;
  const lowest = city.tree.mustGet(look.regionCode).level;
  const isAbove = look.escalationCount > 0 && LEVELS.indexOf(look.level) > LEVELS.indexOf(lowest);
  if (!isAbove || !life.takes('handed-down')) return null;
  const keepLead = look.assigneeId !== null && randomOf(scene).chance(0.5);
  const body = { reason: randomOf(scene).pick(PHRASES.assignReason), ...(keepLead ? { keepLead } : {}) };
  return { by: office(scene), action: 'hand-down', body };
}
