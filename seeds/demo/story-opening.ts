import { competentFunctions, PHRASES } from './corpus.js';
import type { IssueDraft } from './issue-drafts.js';
import type { Story } from './story.js';

/** What the coordinator does by hand when routing has found nobody. */
export function placeByHand({ draft, writer, random, colleagues }: Story): void {
  if (draft.traits.has('request-info')) {
    writer.after(20, 200).by('coordinator', 'request-info', { question: random.pick(PHRASES.infoQuestion) });
    writer.afterHours(2, 26).by('enterprise', 'provide-info', { answer: random.pick(PHRASES.infoAnswer) });
  }
  writer.after(15, 240).by('coordinator', 'accept', {});
  const { regionCode } = draft.enterprise;
  const lead = colleagues.of(regionCode, competentFunctions(draft.category), []);
  const support = random.chance(0.3) ? colleagues.of(regionCode, ['development-zone'], [lead.key]) : null;
  writer.after(10, 160).by('coordinator', 'assign', {
    cadreKey: lead.key,
    ...(support === null ? {} : { coHandlerKeys: [support.key] }),
    reason: random.pick(PHRASES.assignReason),
  });
}

export function reassign({ draft, writer, random, colleagues }: Story): void {
  const lead = colleagues.of(draft.enterprise.regionCode, competentFunctions(draft.category), insiders(draft));
  writer
    .after(40, 300)
    .by('coordinator', 'reassign', { cadreKey: lead.key, reason: random.pick(PHRASES.reassignReason) });
}

/** Whoever leads by routing, and the deputy who leads instead during a leave. */
function insiders({ chief }: IssueDraft): (string | undefined)[] {
  return [chief?.key, chief?.deputyKey];
}

/** "Not ours": the unit says whose it is, the coordinator decides the same day; a second time, one level up does. */
export function returnIt({ draft, writer, random, colleagues }: Story): void {
  const { regionCode } = draft.enterprise;
  const competent = competentFunctions(draft.category);
  const twice = draft.traits.has('returned-twice');
  const denied = draft.traits.has('return-denied');
  const units = twice ? [competent[1], competent[0]] : [competent[0]];
  const leads = insiders(draft);
  units.forEach((unit = '', round) => {
    if (round === 0 && random.chance(0.4)) {
      writer.after(3, 20).by('lead', 'sign', {});
    }
    writer.after(8, 45).by('lead', 'return', {
      reason: 'not-our-duty',
      suggestedDepartmentCode: `${regionCode}-${unit}`,
      note: random.pick(PHRASES.returnNote),
    });
    const next = denied ? null : colleagues.of(regionCode, [unit], leads);
    leads.push(next?.key);
    writer.after(10, round === 0 ? 60 : 240).by(round === 0 ? 'coordinator' : 'coordinator-henan', 'decide', {
      request: 'return',
      approve: !denied,
      reason: random.pick(denied ? PHRASES.returnDenied : PHRASES.returnApproved),
      ...(next === null ? {} : { cadreKey: next.key }),
    });
  });
}

type Minutes = readonly [min: number, max: number];
interface Pace {
  readonly sign: Minutes;
  readonly call: Minutes;
}

/** How soon people sign and call; the last row misses the working day. */
const PACES: readonly (Pace & { readonly weight: number })[] = [
  { weight: 60, sign: [5, 110], call: [10, 120] },
  { weight: 36, sign: [60, 300], call: [20, 100] },
  { weight: 4, sign: [430, 640], call: [200, 460] },
];
const IN_A_HURRY: Pace = { sign: [3, 25], call: [3, 30] };

/** Signing for it, and the first call or visit. `hurry`: it is done within hours. */
export function begin(story: Story, hurry: boolean): void {
  const { draft, writer, random } = story;
  const pace: Pace = hurry ? IN_A_HURRY : random.weighted(PACES, ({ weight }) => weight);
  if (!isSigned(story)) {
    writer.after(...pace.sign).by('lead', 'sign', {});
  }
  const means = random.pick(['phone', 'phone', 'visit', 'online'] as const);
  const note = random.chance(0.8) ? { note: random.pick(CONTACT_NOTES[means]) } : {};
  writer.after(...pace.call).by('lead', 'start', { means, person: draft.enterprise.contacts[0]?.name ?? '', ...note });
}

const { byPhone, onVisit, online } = PHRASES.contactNotes;
const CONTACT_NOTES = { phone: byPhone, visit: onVisit, online };

/** A denied return leaves it signed, an approved one gives it to somebody who has not signed. */
function isSigned({ writer }: Story): boolean {
  const acts = writer.steps.map(({ action }) => action);
  const decided = writer.steps.findLast((step) => step.action === 'decide');
  const handedOn = decided?.action === 'decide' && decided.body.approve;
  return acts.includes('sign') && !handedOn;
}
