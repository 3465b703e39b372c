import { DAY, iso } from '../../src/kernel/clock.js';
import { PHRASES } from '../demo/corpus.js';
import type { Colleague } from './city.js';
import { decide, type Move, randomOf, type Scene, shortlyBefore } from './moves.js';
import { isMissing, replaced } from './opening-moves.js';
import { besidesLead } from './side-moves.js';

export function inProgress(scene: Scene): Move {
  const [request] = scene.look.pending;
  // While nobody decides, work goes on.
  if (request) return decide(scene, request) ?? byLead(scene, (lead) => notes(scene, lead));
  return byLead(scene, (lead) => asks(scene, lead) ?? works(scene, lead));
}

export function longTerm(scene: Scene): Move {
  const { look, life, enterprise } = scene;
  const [request] = look.pending;
  if (request) return decide(scene, request) ?? byLead(scene, (lead) => notes(scene, lead));
  if (life.takes('objects-to-long-term'))
    return { by: enterprise, action: 'object', body: { reason: randomOf(scene).pick(PHRASES.objection) } };
  return byLead(scene, (lead) => (life.random.chance(0.35) ? claims(scene, lead) : notes(scene, lead)));
}

function byLead(scene: Scene, move: (lead: Colleague) => Move): Move {
  const { look, city } = scene;
  const other = replaced(scene) ?? besidesLead(scene);
  if (other) return other;
  if (isMissing(scene)) return null;
  const lead = city.cadre(look.assigneeId!)!;
  if (look.firstContactAt === null || look.unhappyContactDueAt !== null) return contacts(scene, lead);
  return meets(scene, lead) ?? move(lead);
}

/** What was put on the lead from above. */
function meets(scene: Scene, lead: Colleague): Move {
  const { duties } = scene.look;
  if (duties.some(({ kind }) => kind !== 'instruction')) return answers(scene, lead);
  const isInstructed = duties.some(({ addressee }) => addressee === 'lead');
  return isInstructed ? { by: lead.actor, action: 'acknowledge-supervision', body: {} } : null;
}

function answers(scene: Scene, { actor: by }: Colleague): Move {
  return { by, action: 'answer-supervision', body: { answer: randomOf(scene).pick(PHRASES.superviseAnswer) } };
}

function contacts({ life, enterprise }: Scene, { actor: by }: Colleague): Move {
  const body = {
    ...{ means: life.random.pick(['phone', 'phone', 'visit', 'online']), person: enterprise.displayName },
    note: life.random.pick(PHRASES.contactNotes.byPhone),
  };
  return { by, action: 'start', body };
}

/** What the lead leaves to somebody else's decision. */
function asks(scene: Scene, lead: Colleague): Move {
  const { look, life, now } = scene;
  if (look.level !== 'province' && life.takes('escalates')) {
    const body = { tried: '已会同相关单位协调两次', powerMissing: PHRASES.provinceMissing[0] };
    return { by: lead.actor, action: 'escalate', body };
  }
  if (life.takes('goes-long-term')) {
    const reviewAt = iso(now + life.random.int(10, 28) * DAY);
    const body = {
      reason: life.random.pick(['quota', 'policy-ceiling', 'investment']),
      stageResult: '已列入计划',
      reviewAt,
    };
    return { by: lead.actor, action: 'long-term', body };
  }
  const mayExtend = look.extendUntil !== null && now <= look.extendUntil;
  return mayExtend && (life.takes('extends') || life.takes('extends-again')) ? asksForTime(scene, lead) : null;
}

function asksForTime(scene: Scene, { actor: by }: Colleague): Move {
  const { look, life, closing } = scene;
  const dueAt = Math.max(closing(life.random.int(4, 12)), look.dueAt! + life.random.int(2, 6) * DAY);
  const enterpriseInformed = { means: 'phone', at: shortlyBefore(scene) };
  const body = { dueAt: iso(dueAt), reason: '涉及多个部门会商，需要更多时间', enterpriseInformed };
  return { by, action: 'extend', body };
}

function works(scene: Scene, lead: Colleague): Move {
  const { life } = scene;
  if (life.notesLeft <= 0) return claims(scene, lead);
  if (lead.kind === 'hasty') {
    life.notesLeft = 0;
    return claims(scene, lead);
  }
  life.notesLeft -= 1;
  return notes(scene, lead);
}

function notes({ life }: Scene, { actor: by }: Colleague): Move {
  const visibleToEnterprise = life.random.chance(0.9);
  return { by, action: 'progress', body: { note: life.random.pick(PHRASES.routineNote), visibleToEnterprise } };
}

function claims({ life }: Scene, { actor: by }: Colleague): Move {
  const resolution = life.random.pick([
    'solved',
    'solved',
    'solved',
    'solved',
    'partly_solved',
    'explained',
    'referred',
  ]);
  return { by, action: 'claim-done', body: { resolution, measures: life.random.pick(PHRASES.hastyMeasures) } };
}
